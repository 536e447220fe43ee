// A region of a page that fetches its own contents again and again.
//
// It never takes the focus, never hides that it has stopped, and asks with a header that tells
// the server not to count the request as somebody being there.
import { startSystems } from "./systems.js";

const PATIENCE = 10_000; // milliseconds before a request counts as failed
const SECOND_TRY = 3_000; // one lost request is tried again before anybody is alarmed

export class LiveRegion {
  constructor(region) {
    this.url = region.dataset.refreshUrl;
    this.period = Number(region.dataset.refreshSeconds || 15) * 1000;
    this.region = region;
    this.contents = region.querySelector("[data-live-contents]");
    this.updated = region.querySelector("[data-live-updated]");
    this.stopped = region.querySelector("[data-live-stopped]");
    this.spoken = region.querySelector("[data-live-spoken]");
    this.failures = 0;
    this.version = region.dataset.refreshVersion || null; // of what the page was sent with
    this.timer = null;
  }

  start() {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.rest();
      else this.refresh();
    });
    window.addEventListener("online", () => this.refresh());
    if (!document.hidden) this.wait(this.period);
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = null;
  }

  wait(milliseconds) {
    this.rest();
    if (!document.hidden) this.timer = setTimeout(() => this.refresh(), milliseconds);
  }

  async refresh() {
    if (this.fetching) return;
    this.fetching = true;
    this.rest();
    try {
      await this.fetchOnce();
      this.failures = 0;
      this.say(true);
      this.wait(this.period);
    } catch {
      this.failures += 1;
      if (this.failures > 1) this.say(false);
      this.wait(this.failures > 1 ? this.period : SECOND_TRY);
    } finally {
      this.fetching = false;
    }
  }

  async fetchOnce() {
    const headers = { "Lantern-Poll": "1" };
    if (this.version) headers["If-None-Match"] = this.version;
    const response = await fetch(this.url, {
      headers,
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error", // a redirect means we are signed out
      signal: AbortSignal.timeout(PATIENCE),
    });
    const at = response.headers.get("Lantern-Updated");
    if (!at || !(response.ok || response.status === 304)) throw new Error(String(response.status));
    if (response.status !== 304) {
      this.show(await response.text());
      this.version = response.headers.get("ETag");
    }
    this.updated.textContent = `Updated ${at}`;
  }

  show(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    if (this.lastShown === html) return;
    this.lastShown = html;
    const focused = this.keyOfFocus();
    const open = [...this.contents.querySelectorAll("details[open][id]")].map((each) => each.id);
    const kept = this.keepPictures(fresh.content);
    this.contents.replaceChildren(fresh.content);
    for (const [place, picture] of kept) place.replaceWith(picture);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    startSystems(this.contents);
    this.restoreFocus(focused);
    this.speak();
  }

  // Pictures are not kept by the browser, and each time one is sent is a look that is recorded.
  // One that moves through another document would be sent again, so a mark holds its place.
  keepPictures(fresh) {
    const shown = [...this.contents.querySelectorAll("img")];
    const kept = [];
    for (const picture of fresh.querySelectorAll("img")) {
      const source = picture.getAttribute("src");
      const same = shown.findIndex((each) => each.getAttribute("src") === source);
      if (same < 0) continue;
      const mark = document.createComment("");
      picture.replaceWith(mark);
      kept.push([mark, ...shown.splice(same, 1)]);
    }
    return kept;
  }

  keyOfFocus() {
    const element = document.activeElement;
    if (!element || element === this.contents || !this.contents.contains(element)) return null;
    return { id: element.id, href: element.getAttribute("href"), text: element.textContent.trim() };
  }

  restoreFocus(key) {
    if (!key) return;
    const candidates = [...this.contents.querySelectorAll("a, button, summary, [tabindex]")];
    const same =
      (key.id && document.getElementById(key.id)) ||
      candidates.find((each) => key.href && each.getAttribute("href") === key.href) ||
      candidates.find((each) => each.textContent.trim() === key.text);
    if (same) same.focus({ preventScroll: true });
    else this.contents.focus({ preventScroll: true }); // what had the focus has gone
  }

  // The fragment may carry one sentence to be read aloud when it changes.
  speak() {
    const summary = this.contents.querySelector("[data-live-summary]")?.textContent.trim();
    if (summary && this.spoken && this.spoken.textContent !== summary) this.spoken.textContent = summary;
  }

  say(working) {
    this.region.classList.toggle("lantern-live--stopped", !working);
    this.stopped.hidden = working;
  }
}
