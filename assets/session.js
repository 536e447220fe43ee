// Says, shortly before, that the session is about to end. The page says when in any case.
const BEFORE = 2 * 60_000; // milliseconds before the end at which the warning appears

export class SessionWarning {
  constructor(warning) {
    this.warning = warning;
    this.left = Number(warning.dataset.sessionSeconds) * 1000;
    this.when = warning.querySelector("[data-session-when]");
    this.button = warning.querySelector("[data-session-stay]");
  }

  start() {
    this.button.addEventListener("click", () => this.stay());
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.ends = Date.now() + this.left;
    this.timer = setTimeout(() => this.warn(), Math.max(0, this.left - BEFORE));
  }

  warn() {
    // A laptop that slept may wake when it is all over; then there is nothing left to prolong.
    const over = Date.now() >= this.ends;
    const at = new Date(this.ends).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.when.textContent = over
      ? "You have been signed out. What you have typed is kept until you sign in again."
      : `You will be signed out at ${at}. What you have typed will be kept.`;
    this.button.hidden = over;
    this.warning.hidden = false;
    if (!over) this.timer = setTimeout(() => this.warn(), this.ends - Date.now() + 1000);
  }

  async stay() {
    const address = this.button.dataset.sessionStay;
    try {
      const response = await fetch(address, { credentials: "same-origin", redirect: "error" });
      if (!response.ok) throw new Error(String(response.status));
      this.warning.hidden = true;
      this.wait();
    } catch {
      this.when.textContent = "Lantern did not answer. Open another page in a new tab to stay signed in.";
    }
  }
}
