/* Passkeys: shows what needs them where the browser has them, asks it, and sends its answer with the form. */
const able =
  "PublicKeyCredential" in window &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential;

const given = () => JSON.parse(document.getElementById("passkey-options").textContent);

async function asked(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function proof({ request_options: options }) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  return navigator.credentials.get({ publicKey });
}

async function made(form) {
  const options = given().creation_options.publicKey;
  if (form.elements.passwordless?.checked) {
    options.authenticatorSelection.residentKey = "required";
    options.authenticatorSelection.requireResidentKey = true;
    options.authenticatorSelection.userVerification = "required";
  }
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return navigator.credentials.create({ publicKey });
}

const WAYS = {
  ask: async (form) => proof(await asked(form)),
  given: async () => proof(given()),
  make: made,
};

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const status = form.querySelector("[role=status]");
  status.hidden = true;
  try {
    const credential = await WAYS[form.dataset.cordeePasskeyForm](form);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    // Given up, too late or refused: the person may press again, or take another way.
    status.hidden = false;
  }
}

if (able) {
  for (const part of document.querySelectorAll("[data-cordee-passkey]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-cordee-no-passkey]")) part.hidden = true;
  for (const form of document.querySelectorAll("[data-cordee-passkey-form]")) {
    form.addEventListener("submit", send);
  }
}
