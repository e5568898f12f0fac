/* The pages of the atlas. Without this file they are links and a form; with it, nothing reloads. */
import { Navigation } from "./navigation.js";
import { startFilters } from "./filters.js";
import { openMap } from "./opening.js";
import { startSharing } from "./sharing.js";

const root = document.querySelector("[data-cordee-atlas]");
const words = JSON.parse(document.getElementById("atlas-words").textContent);
const navigation = new Navigation(root, words);

startFilters(navigation);
startSharing(navigation, words);

const box = root.querySelector("[data-cordee-mapbox]");
if (box) openMap(box, navigation, words);
