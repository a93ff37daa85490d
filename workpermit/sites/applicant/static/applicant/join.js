// The code stands after # in the link, so that it never reaches a server's log; here it goes into its box.
const box = document.getElementById("code");
const code = decodeURIComponent(location.hash.slice(1));
if (box && !box.value && /^[A-Za-z0-9 -]{8,40}$/.test(code)) {
  box.value = code;
  history.replaceState(null, "", location.pathname);
  document.getElementById("passport_number").focus();
}
