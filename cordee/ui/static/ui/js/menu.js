/* The phone's menu is a disclosure; Escape and a touch outside close it too. */
const menu = document.querySelector("[data-cordee-menu]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
