// Passkeys: a button asks the browser for one, and what it gives is sent with the form. The page's own options stand in
// #passkey-options; to sign in without a name they are fetched when the button is pressed.
"use strict";
{
  const told = document.getElementById("passkey-options");
  const able = Boolean(globalThis.PublicKeyCredential && globalThis.webauthnJSON);
  const WHY = {
    NotAllowedError: "That was stopped, or took too long. Try again when you are ready.",
    InvalidStateError: "This device has a passkey for you already.",
    SecurityError: "A passkey works only over https, at the address it was made for.",
  };

  const options = async (form) => {
    if (told && form.dataset.passkey !== "sign-in") return JSON.parse(told.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  };
  // Made so that it opens by itself: kept on the device, and asking for finger, face or PIN each time.
  const strict = (given) => {
    const own = structuredClone(given);
    Object.assign(own.publicKey.authenticatorSelection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    return own;
  };
  const press = async (form) => {
    const line = form.querySelector("[data-told]");
    line.textContent = "";
    try {
      const given = await options(form);
      const made = form.dataset.passkey === "create" ? await webauthnJSON.create(strict(given)) : await webauthnJSON.get(given);
      form.elements.credential.value = JSON.stringify(made);
      form.submit();
    } catch (problem) {
      line.textContent = WHY[problem.name] ?? "That did not work on this device.";
    }
  };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button[type=button]");
    if (!able) button.disabled = form.dataset.passkey === "create";
    else form.hidden = false;
    button.addEventListener("click", () => press(form));
  }
}
