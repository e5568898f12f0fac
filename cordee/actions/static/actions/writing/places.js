/* Places of the form: names suggested while one types (the combobox pattern of the ARIA guide), a pin on a
   map that is fetched when it is asked for, a row that goes. */
const PAUSE = 250;
const LEAST = 2; // letters before anything is suggested
const NEED_NO_POINT = ["country", "region", "world"];

export function startPlaces(form, words) {
  for (const row of form.querySelectorAll("[data-cordee-place]")) startRow(form, row, words);
}

function startRow(form, row, words) {
  const field = (name) => row.querySelector(`[name$="-${name}"]:not([type="radio"])`);
  const found = row.querySelector("[data-cordee-found]");
  row.querySelector("[data-cordee-pinning]").hidden = false;

  /* The words for which the point was found, as the server reads them. */
  function settle() {
    const names = ["place", "country", "precision", "lon", "lat"];
    field("located").value = names.map((name) => field(name).value).join("|");
  }

  function put({ lon, lat }) {
    field("lon").value = lon;
    field("lat").value = lat;
    settle();
    row.querySelector(".spots")?.remove();
    form.dispatchEvent(new Event("change"));
  }

  function choose(place) {
    field("place").value = place.name;
    field("country").value = place.country;
    if (NEED_NO_POINT.includes(field("precision").value)) field("precision").value = "city";
    put(place);
    found.textContent = `${place.name}, ${place.country_name}`;
  }

  combobox(field("place"), {
    ask: async (text) => {
      const address = new URL(form.dataset.names, location.href);
      address.searchParams.set("q", text);
      address.searchParams.set("pays", field("country").value);
      const response = await fetch(address);
      return response.ok ? (await response.json()).places : [];
    },
    say: (place) => `${place.name}, ${place.country_name}`,
    choose,
    words,
    status: found,
  });

  row.querySelector("[data-cordee-remove]").addEventListener("click", () => {
    for (const input of row.querySelectorAll("input, select")) {
      if (input.type === "checkbox" || input.type === "radio") input.checked = false;
      else if (!input.name.endsWith("-precision")) input.value = "";
    }
    if (field("precision").value === "world") field("precision").value = "city";
    const rows = [...form.querySelectorAll("[data-cordee-place]:not([hidden])")];
    if (rows.length > 1) {
      row.hidden = true; // its fields stay, empty: the numbers of the others do not move
      rows[rows.indexOf(row) - 1]?.querySelector("input")?.focus();
    }
    found.textContent = "";
    form.dispatchEvent(new Event("change"));
  });

  startPin(row, { field, put, found, words });
}

function startPin(row, { field, put, found, words }) {
  const button = row.querySelector("[data-cordee-pin]");
  const box = row.querySelector("[data-cordee-pin-map]");
  let map;

  button.addEventListener("click", async () => {
    box.hidden = false;
    try {
      const { PinMap } = await import("./pin.js");
      map ??= await PinMap.open(box, words, pinned);
      const [lon, lat] = [Number(field("lon").value), Number(field("lat").value)];
      if (field("lon").value && field("lat").value) map.show(lon, lat);
      box.querySelector("canvas").focus();
    } catch (error) {
      box.hidden = true;
      found.textContent = words.no_map;
      console.warn(error);
    }
  });

  function pinned(lon, lat) {
    const isExact = !field("place").value || NEED_NO_POINT.includes(field("precision").value);
    if (isExact) field("precision").value = "point";
    put({ lon: lon.toFixed(5), lat: lat.toFixed(5) });
    const said = words.pinned.replace("{lat}", lat.toFixed(3)).replace("{lon}", lon.toFixed(3));
    found.textContent = said;
  }
}

/* A field with a list of suggestions. The focus stays in the field; arrows move in the list. */
function combobox(input, { ask, say, choose, words, status }) {
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent.trim());
  const frame = document.createElement("div");
  frame.className = "combo";
  input.before(frame);
  frame.append(input, list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    input.setAttribute(name, value);

  let timer;
  let asked = 0;
  let places = [];
  let at = -1;

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    places = found;
    list.replaceChildren(
      ...found.map((place, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = say(place);
        return option;
      }),
    );
    at = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    input.removeAttribute("aria-activedescendant");
    status.textContent = found.length ? words.found.replace("{count}", found.length) : words.none;
  }

  function move(step) {
    if (list.hidden) return;
    at = (at + step + places.length + (at < 0 && step < 0 ? 1 : 0)) % places.length;
    [...list.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === at));
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function take(number) {
    const place = places[number];
    close();
    choose(place);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    const number = ++asked;
    if (text.length < LEAST) return close();
    timer = setTimeout(async () => {
      const found = await ask(text).catch(() => null);
      if (found && number === asked && document.activeElement === input) show(found);
    }, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const act = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: () => !list.hidden && close(),
      Enter: () => at >= 0 && take(at),
    }[event.key];
    if (!act) return;
    if (!list.hidden) event.preventDefault();
    act();
  });
  input.addEventListener("blur", () => {
    asked += 1;
    close();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) take([...list.children].indexOf(option));
  });
}
