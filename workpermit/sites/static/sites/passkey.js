// Asking a passkey, for every page that needs one: sign-in, a new passkey, a confirmation, a decision.
//
// The page holds a form with `data-passkey` (templates/sites/parts/passkey.html): its data attributes say what
// is asked and what to say when it fails, its hidden inputs travel with the answer.

export const b64 = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export const unb64 = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const TIMEOUT = 120_000; // milliseconds
const words = (text) => (text ?? "").split(" ").filter(Boolean);

async function getReal(asked) {
  const made = await navigator.credentials.get({
    publicKey: {
      challenge: asked.challenge,
      rpId: asked.rpId,
      allowCredentials: asked.allow.map((id) => ({ type: "public-key", id: unb64(id) })),
      userVerification: "required",
      timeout: TIMEOUT,
    },
  });
  return {
    credential_id: b64(made.rawId),
    client_data: b64(made.response.clientDataJSON),
    authenticator_data: b64(made.response.authenticatorData),
    signature: b64(made.response.signature),
  };
}

async function createReal(asked) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: asked.challenge,
      rp: { id: asked.rpId, name: "e-WorkPermitOS" },
      user: { id: unb64(asked.user), name: asked.userName, displayName: asked.userName },
      pubKeyCredParams: [-7, -8].map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: asked.exclude.map((id) => ({ type: "public-key", id: unb64(id) })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: asked.attestation ?? "none",
      timeout: TIMEOUT,
    },
  });
  return { client_data: b64(made.response.clientDataJSON), attestation_object: b64(made.response.attestationObject) };
}

// What went wrong, as the name of a text in the form's data attributes.
function reason(error) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return "cancelled";
  if (error.name === "InvalidStateError") return "known";
  if (error.name === "SecurityError") return "address";
  if (error instanceof TypeError) return "offline";
  return "failed";
}

class Refusal extends Error {
  constructor(said) {
    super(said.code);
    this.said = said;
  }
}

async function post(form, answer) {
  const { csrfmiddlewaretoken, ...rest } = Object.fromEntries(new FormData(form));
  const response = await fetch(form.dataset.post, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfmiddlewaretoken },
    body: JSON.stringify({ ...rest, ...answer }),
  });
  const said = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : {};
  if (!response.ok) throw new Refusal(said);
  return said;
}

function show(form, name, said) {
  const box = form.querySelector("[data-problem]");
  const title = said?.says ?? form.dataset[`says${name[0].toUpperCase()}${name.slice(1)}`];
  box.querySelector("[data-title]").textContent = title;
  box.querySelector("[data-advice]").textContent = said?.do ?? "";
  box.querySelector("[data-again]").hidden = !said; // a challenge that was answered once is used up
  box.hidden = false;
  box.focus();
}

/**
 * Make the buttons of a form work.
 * `prepare` may give {challenge, allow} when the page computes them itself; else they stand in the form.
 * `finish` may take the server's answer; else the browser goes to the address in it. With `send`, the answer of the
 * key goes there instead of to the server.
 */
export async function connect(form, { prepare, finish, send = post } = {}) {
  const { ceremony, rpId, user, userName } = form.dataset;
  const asked = async () => ({
    challenge: form.dataset.challenge ? unb64(form.dataset.challenge) : undefined,
    allow: words(form.dataset.allow),
    rpId, user, userName,
    exclude: words(form.dataset.exclude),
    ...(await prepare?.()),
  });
  const buttons = [...form.querySelectorAll("button[data-use]")];

  const run = async (button, ask) => {
    buttons.forEach((one) => { one.disabled = true; });
    button.classList.add("busy");
    form.querySelector("[data-problem]").hidden = true;
    try {
      const said = await send(form, await ask(await asked()));
      if (finish) finish(said);
      else location.assign(said.to);
    } catch (error) {
      buttons.forEach((one) => { one.disabled = false; });
      button.classList.remove("busy");
      if (error instanceof Refusal) show(form, "failed", error.said);
      else show(form, reason(error));
    }
  };

  const real = form.querySelector("button[data-use=real]");
  if (window.PublicKeyCredential) {
    real.addEventListener("click", () => run(real, ceremony === "create" ? createReal : getReal));
    real.disabled = false;
  } else {
    show(form, "unsupported");
  }
  const soft = form.querySelector("[data-soft]");
  if (soft) {
    const authenticator = await import(soft.dataset.soft);
    const { allow } = await asked();
    await authenticator.offer(soft, { ceremony, rpId, allow, run });
  }
}
