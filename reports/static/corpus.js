"use strict";
// On paper every table is open.
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });
