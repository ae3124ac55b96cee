// Passkeys: `form[data-passkey=create|get]` with a hidden field `credential`, options in `data-options` or at its action.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable({ publicKey }) {
  const list = (found) => found?.map((each) => ({ ...each, id: toBytes(each.id) }));
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.allowCredentials) options.allowCredentials = list(options.allowCredentials);
  if (options.excludeCredentials) options.excludeCredentials = list(options.excludeCredentials);
  return { publicKey: options };
}

function sendable(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

async function go(form) {
  const said = form.querySelector("[data-passkey-error]");
  said.textContent = "";
  try {
    const options = readable(await optionsOf(form));
    const made = await navigator.credentials[form.dataset.passkey](options);
    form.elements.credential.value = sendable(made);
    form.submit();
  } catch {
    said.textContent = said.dataset.refused;
  }
}

// Browsers know passkeys only at names, never at bare numbers.
const possible = "credentials" in navigator && "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(location.hostname);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (possible) form.hidden = false;
  const missing = form.querySelector("[data-passkey-missing]");
  if (missing) missing.hidden = possible;
  const button = form.querySelector("[data-passkey-go]");
  button.disabled = !possible;
  button.addEventListener("click", () => go(form));
}
