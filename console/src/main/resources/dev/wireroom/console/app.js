// The status page: asks v1/line every second and draws what it answers.
// Null is unknown and is shown as such. Data only ever becomes text, never markup.

const POLL_MS = 1000;
const PATIENCE_MS = 5000;
const OLD_PICTURE_MS = 15_000; // the console answers, but has not looked at the line for so long
const QUIET_SAMPLES = 20; // samples without work after which a difference is one
const STUCK_MS = 60_000; // or a difference that stays the same so long
const TREND_SAMPLES = 30;
const STALLED_SAMPLES = 15;
const RECENT_LETTER_MS = 15 * 60_000;
const UNKNOWN = "–";

// ---------------------------------------------------------------- words

const known = (value) => value !== null && value !== undefined;
const integers = new Intl.NumberFormat("en");
const precise = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const clockTime = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const dayTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

const number = (n) => (known(n) ? integers.format(n) : UNKNOWN);
const figure = (n) => (n >= 1000 ? integers.format(Math.round(n)) : precise.format(n));
const perSecond = (n) => (known(n) ? `${figure(n)}/s` : UNKNOWN);
const count = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
const short = (topic, wire) => (topic.startsWith(wire) ? topic.slice(wire.length) : topic);
const sentence = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);

function bytes(n) {
  if (!known(n)) return UNKNOWN;
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = n < 1000 ? 0 : Math.min(Math.floor(Math.log10(n) / 3), units.length - 1);
  return `${precise.format(n / 1000 ** power)} ${units[power]}`;
}

function span(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

// ---------------------------------------------------------------- judgement: what is wrong, in words

/** Only these have a queue before them that they can lag behind. */
const reads = (hop) => hop.name === "enrich" || hop.name === "sink";

/** Since when (performance.now) each source's difference has been what it is. */
const differencesSince = new Map();

/** Whether a difference is "closes", "underway", "differs", "surplus" (records beside ingest: no loss) or "unknown". */
function balance(source, column, difference, hop, feeder) {
  if (!known(difference)) return { state: "unknown", by: null };
  const key = `${column} ${source}`;
  const before = differencesSince.get(key);
  if (before?.difference !== difference) differencesSince.set(key, { difference, since: performance.now() });
  if (difference === 0) return { state: "closes", by: 0 };
  const idle = (h) => {
    const latest = h?.history.slice(-QUIET_SAMPLES) ?? [];
    return latest.length === QUIET_SAMPLES && latest.every((s) => s.rate === 0 && !(s.lag > 0));
  };
  const stuck = hop?.lag === 0 && performance.now() - differencesSince.get(key).since > STUCK_MS;
  if (!(idle(hop) && idle(feeder)) && !stuck) return { state: "underway", by: difference };
  return { state: difference > 0 ? "differs" : "surplus", by: difference };
}

/** The balances of each source: what of the acknowledged is in the log, what enrich made of that, what the sink made of that. */
function balances(view) {
  const [ingest, enrich, sink] = ["ingest", "enrich", "sink"].map((n) => view.hops.find((h) => h.name === n));
  return (view.ledger ?? []).map((row) => ({
    row,
    // fewer acknowledged than accepted: some came past the door, which is no difference
    door: balance(row.source, "door", Math.max(0, row.doorDifference), enrich, ingest),
    enrich: balance(row.source, "enrich", row.enrichDifference, enrich, ingest),
    store: balance(row.source, "store", row.storeDifference, sink, enrich),
  }));
}

function lossOf(view, books) {
  const sides = books.flatMap((b) => [b.door, b.enrich, b.store]);
  const lost = sides.filter((s) => s.state === "differs").reduce((sum, s) => sum + s.by, 0);
  if (lost > 0) return { lost, text: `${count(lost, "article is", "articles are")} unaccounted for.` };
  if (!view.ledger) return { text: "Whether anything is lost is not known: the ledger is still being read." };
  if (sides.some((s) => s.state === "unknown")) return { text: "Whether everything is stored is not known: the database can’t be read." };
  if (books.length === 0) return { text: "Nothing has come in yet." };
  return { text: "Nothing is lost." };
}

function ledgerNotes({ row, door, enrich, store }) {
  const note = ({ state, by }, what) =>
    state === "differs" ? { state: "bad", text: `Source ${row.source}: ${count(by, "article")} ${what}.` } : null;
  return [note(door, "acknowledged, but not read from the log of record"), note(enrich, "accepted, but without an outcome at enrich"), note(store, "enriched, but not in storage")];
}

function lagNote(hop) {
  if (hop.lag === null) return { state: "unknown", text: `How far ${hop.name} is behind is not known.` };
  if (hop.lag === 0) return null;
  const stalled = hop.history.slice(-STALLED_SAMPLES);
  if (stalled.length === STALLED_SAMPLES && stalled.every((s) => s.rate === 0 && s.lag > 0)) {
    return { state: "bad", headline: `${hop.name} stands still.`, text: `${hop.name} takes nothing; ${count(hop.lag, "record")} waiting, safe in Kafka.` };
  }
  const earlier = hop.history.at(-TREND_SAMPLES)?.lag;
  if (!known(earlier) || hop.lag <= earlier || hop.lag < 10 * (hop.ratePerSecond ?? 0)) return null;
  return { state: "warn", headline: `The line is running, but ${hop.name} falls behind.`,
    text: `${hop.name} has ${count(hop.lag, "record")} waiting, ${number(hop.lag - earlier)} more than half a minute ago.` };
}

function letterNote({ total, latest }, now) {
  const recent = latest.filter((letter) => now - Date.parse(letter.at) < RECENT_LETTER_MS).length;
  if (recent === 0) return null;
  const more = recent === latest.length && total > recent ? "At least " : "";
  return { state: "warn", headline: "The line is running, with dead letters.",
    text: `${more}${count(recent, "record was", "records were")} set aside in the last 15 minutes, with the reason: see dead letters.` };
}

/** One look at everything: {state, headline, notes}. */
function judge(view, books) {
  const loss = lossOf(view, books);
  const away = { state: "bad", headline: "Kafka does not answer.", text: `Kafka: ${sentence(view.cluster.detail ?? "it does not answer")}` };
  const notes = view.cluster.reachable ? [] : [away];
  const missing = view.services.filter((s) => !s.ready);
  const names = missing.map((s) => s.name).join(", ").replace(/, ([^,]*)$/, " and $1");
  for (const { name, detail } of missing) {
    notes.push({ state: "bad", headline: `Not ready: ${names}.`, text: `${name}: ${sentence(detail || "it does not say what is missing")}` });
  }
  if (loss.lost) notes.push({ state: "bad", headline: "The ledger does not close.", text: "" });
  notes.push(...books.flatMap(ledgerNotes), ...(books.length ? view.hops.filter(reads).map(lagNote) : []), letterNote(view.deadLetters, Date.parse(view.at)));
  const rank = (note) => ["bad", "warn", "unknown"].indexOf(note.state);
  const told = notes.filter((n) => n !== null).sort((a, b) => rank(a) - rank(b));
  const state = told[0]?.state ?? (loss.text.startsWith("Nothing") ? "ok" : "unknown");
  const headline = told.find((n) => n.headline)?.headline ?? "The line is running.";
  return { state, headline: `${headline} ${loss.text}`, notes: told.filter((n) => n.text) };
}

// ---------------------------------------------------------------- the document

const byId = (id) => document.getElementById(id);
const slot = (root, name) => root.querySelector(`[data-field="${name}"]`);
const setText = (node, text) => void (node.textContent !== text && (node.textContent = text));
const setAttribute = (node, name, value) => void (node.getAttribute(name) !== value && node.setAttribute(name, value));

function setIcon(root, state) {
  setAttribute(root, "data-state", state);
  setAttribute(root.querySelector("use"), "href", `#icon-${state}`);
}

/** Shows the text in the named slot, or hides the slot where there is none. */
function fill(root, name, text) {
  const node = slot(root, name);
  node.hidden = !text;
  setText(node, text ?? "");
}

/** Keeps one child per item, in order; children stay as long as their key does, so that focus and selection survive. */
function keyed(parent, items, keyOf, create, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = String(keyOf(item, index));
    const child = before.get(key) ?? create(item);
    before.delete(key);
    child.dataset.key = key;
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    update(child, item);
  });
  while (parent.children.length > items.length) parent.lastElementChild.remove();
}

const stamp = (id) => () => byId(id).content.firstElementChild.cloneNode(true);

function stateMark(node, state, text) {
  if (!node.querySelector("svg")) {
    const icon = byId("hop").content.querySelector("svg.icon").cloneNode(true);
    node.replaceChildren(icon, document.createElement("span"));
    node.classList.add("state");
  }
  setIcon(node, state);
  setText(node.querySelector("span"), text);
}

/** Rows of a table; a cell is a text, or {state, text} for a marked one. `numbers` are right-aligned columns. */
function table(id, items, keyOf, cellsOf, none, numbers = []) {
  const section = byId(`${id}-section`);
  section.querySelector(".scroll").hidden = items.length === 0;
  section.querySelector(".none").hidden = items.length > 0;
  setText(section.querySelector(".none"), none);
  keyed(byId(id).tBodies[0], items, keyOf, () => document.createElement("tr"), (row, item) => {
    cellsOf(item).forEach((cell, column) => {
      const node = row.children[column] ?? row.appendChild(document.createElement(column ? "td" : "th"));
      if (column === 0) setAttribute(node, "scope", "row");
      node.classList.toggle("n", numbers.includes(column));
      if (cell?.state) stateMark(node, cell.state, cell.text);
      else setText(node, cell);
    });
  });
}

// ---------------------------------------------------------------- drawing

/** Draws the samples right-aligned, one a column; unknown ones leave a gap. */
function sparkline(box, what, samples, valueOf, format) {
  const values = samples.map(valueOf);
  const peak = values.reduce((most, v) => Math.max(most, v ?? 0), 0);
  const left = 300 - values.length; // the view box is 300 by 40
  const y = (v) => (38 - (v / Math.max(peak, 1e-9)) * 36).toFixed(1);
  let stroke = "";
  let area = "";
  let begin = null;
  values.forEach((v, i) => {
    if (!known(v)) return;
    const x = left + i;
    const opens = i === 0 || !known(values[i - 1]);
    if (opens) begin = x;
    stroke += `${opens ? "M" : "L"}${x} ${y(v)}`;
    area += `${opens ? `M${x} 40L` : "L"}${x} ${y(v)}`;
    if (!known(values[i + 1])) area += `L${x} 40L${begin} 40Z`;
  });
  const svg = box.querySelector("svg");
  setAttribute(svg.querySelector(".stroke"), "d", stroke);
  setAttribute(svg.querySelector(".area"), "d", area);
  const seen = values.some(known);
  const text = seen ? `${what}, peak ${format(peak)} in ${span(values.length * 1000)}` : `${what} unknown`;
  setAttribute(svg, "aria-label", text);
  setText(box.querySelector("figcaption"), text);
}

const TOTALS = { ingest: "accepted", enrich: "published", sink: "written" };
const READS = { ingest: "from producers", enrich: "reads articles", sink: "reads enriched", deliver: "reads enriched" };

function drawHop(card, { hop, service }) {
  setAttribute(card, "data-hop", hop.name);
  setText(slot(card, "name"), hop.name);
  fill(card, "reads", READS[hop.name]);
  const state = service === undefined ? "unknown" : service.ready ? "ok" : "bad";
  stateMark(slot(card, "state"), state, { ok: "ready", bad: "not ready", unknown: "unknown" }[state]);
  setText(slot(card, "rate"), perSecond(hop.ratePerSecond));
  setText(slot(card, "lag"), number(hop.lag));
  slot(card, "lag").classList.toggle("waiting", hop.lag > 0);
  for (const part of ["lag-box", "lag-spark"]) slot(card, part).hidden = !reads(hop);
  const delivers = hop.name === "deliver"; // its rate has no history
  slot(card, "rate-spark").hidden = delivers;
  sparkline(slot(card, "rate-spark"), "rate", hop.history, (s) => s.rate, perSecond);
  sparkline(slot(card, "lag-spark"), "lag", hop.history, (s) => s.lag, number);
  setText(slot(card, "total"), delivers ? "delivers live" : `${number(hop.total)} ${TOTALS[hop.name]}`);
  card.classList.toggle("moving", hop.ratePerSecond > 0);
}

function drawStore(card, { hop, topic, wire }) {
  setAttribute(card, "data-store", hop.topic);
  setText(slot(card, "what"), { PostgreSQL: "storage", subscribers: "listening" }[hop.topic] ?? "topic");
  setText(slot(card, "name"), short(hop.topic, wire));
  setAttribute(slot(card, "name"), "title", hop.topic);
  const total = known(hop.total) ? `${number(hop.total)} ${hop.topic === "subscribers" ? "now" : "written"}` : "unknown";
  const kept = topic ? `${count(topic.records, "record")}\n${bytes(topic.bytes)}` : "unknown";
  setText(slot(card, "holds"), ["PostgreSQL", "subscribers"].includes(hop.topic) ? total : kept);
  card.classList.toggle("moving", hop.ratePerSecond > 0);
}

function drawLine(view) {
  const cards = view.hops.flatMap((hop) => [
    { key: `hop ${hop.name}`, kind: "hop", hop, service: view.services.find((s) => s.name === hop.name) },
    { key: `store ${hop.topic}`, kind: "store", hop, wire: view.wire, topic: view.topics.find((t) => t.name === hop.topic) },
  ]);
  keyed(byId("line"), cards, (c) => c.key, (c) => stamp(c.kind)(),
    (node, card) => (card.kind === "hop" ? drawHop : drawStore)(node, card));
}

function balanceCell({ door, enrich, store }) {
  const sides = [{ at: "ingest", ...door }, { at: "enrich", ...enrich }, { at: "sink", ...store }];
  const list = (state) => sides.filter((s) => s.state === state).map((s) => `${number(Math.abs(s.by))} at ${s.at}`).join(", ");
  if (list("differs")) return { state: "bad", text: `differs by ${list("differs")}` };
  if (list("surplus")) return { state: "unknown", text: `more than came in: ${list("surplus")}` };
  if (list("underway")) return { state: "unknown", text: `under way: ${list("underway")}` };
  return store.state === "unknown" ? { state: "unknown", text: "storage unknown" } : { state: "ok", text: "closes" };
}

function drawLedger(view, books) {
  table("ledger", books, (b) => b.row.source, (book) => {
    const r = book.row;
    const figures = [r.acknowledged, r.accepted, r.fresh, r.updated, r.corrected, r.withdrawn, r.unchanged, r.late, r.deadLettered, r.held, r.stored, r.deleted, r.refused, r.expired];
    return [r.source, balanceCell(book), ...figures.map(number)];
  }, view.ledger ? "Nothing has come in yet." : "Unknown: the ledger is still being read.", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
}

function drawLetters({ total, latest }) {
  setText(byId("letters-total"), known(total) ? number(total) : "unknown");
  const none = byId("letters-section").querySelector(".none");
  none.hidden = latest.length > 0;
  setText(none, total === 0 ? "None: every record could be used." : "Unknown: the dead letters are still being read.");
  keyed(byId("letters"), latest, (l) => `${l.topic}-${l.partition}@${l.offset} ${l.at}`, stamp("letter"), (card, l) => {
    fill(card, "reason", l.reason);
    fill(card, "stage", `at ${l.stage.toLowerCase()}`);
    fill(card, "at", dayTime.format(new Date(l.at)));
    setAttribute(slot(card, "at"), "datetime", l.at);
    fill(card, "message", l.message);
    fill(card, "value", l.field || known(l.value) ? `${l.field ?? "value"}: ${l.value ?? UNKNOWN}` : null);
    fill(card, "fix", l.fix && `Fix: ${l.fix}`);
    fill(card, "source", l.source && `source ${l.source},`);
    fill(card, "coordinates", `${l.topic}-${l.partition}@${l.offset}`);
  });
}

/** The topics of the contract; those that Kafka Streams makes for itself become one line. */
function topicRows(topics) {
  const own = (t) => /-(changelog|repartition)$/.test(t.name);
  const inner = topics.filter(own);
  const sum = (field) => inner.reduce((total, t) => (known(total) && known(t[field]) ? total + t[field] : null), 0);
  const one = { name: `${inner.length} of Kafka Streams’ own`, records: sum("records"), bytes: sum("bytes"), rate: sum("rate"),
    partitions: sum("partitions"), replicas: Math.min(...inner.map((t) => t.replicas)) };
  return [...topics.filter((t) => !own(t)), ...(inner.length ? [one] : [])];
}

function drawTables(view) {
  const now = Date.parse(view.at);
  const since = (time) => (time ? span(now - Date.parse(time)) : UNKNOWN);
  const kafka = { name: "Kafka", ready: view.cluster.reachable, detail: view.cluster.detail, since: view.cluster.since };
  const away = view.cluster.reachable ? "None yet." : "Unknown: Kafka does not answer.";
  table("services", [kafka, ...view.services], (s) => s.name,
    (s) => [s.name, { state: s.ready ? "ok" : "bad", text: s.ready ? "ready" : "not ready" }, s.ready ? "" : s.detail || "unknown", since(s.since)], "");
  table("topics", topicRows(view.topics), (t) => t.name,
    (t) => [t.name, number(t.records), bytes(t.bytes), perSecond(t.rate), number(t.partitions), number(t.replicas)], away, [1, 2, 3, 4, 5]);
  table("groups", view.groups, (g) => g.id,
    (g) => [g.id, g.state, number(g.members), g.lags.map((l) => `${short(l.topic, view.wire)} ${number(l.lag)}`).join(", ") || UNKNOWN], away, [2]);
}

function showVerdict({ state, headline, notes }) {
  setIcon(byId("verdict"), state);
  setText(byId("headline"), headline);
  keyed(byId("notes"), notes, (_, index) => index, () => document.createElement("li"), (li, n) => {
    setAttribute(li, "data-state", n.state);
    setText(li, n.text);
  });
  setText(byId("announcement"), headline);
  setText(document.querySelector("title"), `${{ ok: "running", warn: "look", bad: "trouble", unknown: "unknown" }[state]} · Wireroom`);
}

// ---------------------------------------------------------------- asking

const KEY = "wireroom-operator-key";
let picture = null; // {view, at: performance.now when it was new}
let failure = null; // {headline, message} while v1/line does not answer with a picture

const noPicture = (headline, text) => Object.assign(new Error(text), { headline });

async function ask() {
  const key = sessionStorage.getItem(KEY);
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const answer = await fetch("v1/line", { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  const locked = answer.status === 401 || answer.status === 403;
  byId("key-form").hidden = !locked;
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  const text = problem.detail ?? `v1/line answered ${answer.status}`;
  if (locked) throw noPicture("This page needs an operator’s key.", key ? text : "");
  throw noPicture(problem.title === "Not ready" ? "The console is starting." : "The console can’t tell.", text);
}

async function poll() {
  try {
    const view = await ask();
    if (picture?.view.at !== view.at) picture = { view, at: performance.now() };
    failure = null;
  } catch (e) {
    failure = e.headline ? e : noPicture("The console does not answer.", "This page tries again every second.");
  }
  try {
    render();
  } finally {
    setTimeout(poll, POLL_MS); // whatever comes, go on asking
  }
}

function render() {
  const age = picture && performance.now() - picture.at;
  const old = !failure && age > OLD_PICTURE_MS;
  document.body.dataset.picture = picture === null ? "none" : failure || old ? "stale" : "live";
  if (picture) {
    const { view } = picture;
    setText(byId("wire"), view.wire.replace(/\.$/, ""));
    setText(byId("clock"), `${failure || old ? "last picture" : "live"}, ${clockTime.format(new Date(view.at))}`);
  }
  if (failure || old) {
    const { headline, message } = failure ?? noPicture("The console has stopped looking at the line.", "It answers, but its picture does not change.");
    const aged = picture ? [{ state: "bad", text: `What is below is from ${span(age)} ago.` }] : [];
    const notes = [{ state: "bad", text: message }, ...aged].filter((n) => n.text);
    showVerdict({ state: picture || !/starting|key/.test(headline) ? "bad" : "unknown", headline, notes });
    return;
  }
  const books = balances(picture.view);
  showVerdict(judge(picture.view, books));
  drawLine(picture.view);
  drawLedger(picture.view, books);
  drawLetters(picture.view.deadLetters);
  drawTables(picture.view);
}

byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, byId("key").value.trim());
  byId("key").value = "";
});
setText(byId("zone"), `${Intl.DateTimeFormat().resolvedOptions().timeZone} time`);
poll();
