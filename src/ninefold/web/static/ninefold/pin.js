// The sixth figure sends a PIN: a tap less. Without this script there is a button.
"use strict";
{
  const input = document.querySelector("[data-pin]");
  input?.focus();
  input?.addEventListener("input", () => {
    if (/^[0-9]{6}$/.test(input.value)) input.form.requestSubmit();
  });
}
