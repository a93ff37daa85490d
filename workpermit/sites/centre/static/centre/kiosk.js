// The next visitor finds the first screen, also when the last one has walked away.
const { back, to } = document.querySelector("[data-back]").dataset;
setTimeout(() => location.replace(to), Number(back) * 1000);
