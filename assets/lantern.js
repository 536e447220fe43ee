// Everything works without this file. It starts the design systems and the live regions.
import { startSystems } from "./systems.js";
import { LiveRegion } from "./live.js";
import { SessionWarning } from "./session.js";

startSystems();
for (const region of document.querySelectorAll("[data-refresh-url]")) new LiveRegion(region).start();
for (const warning of document.querySelectorAll("[data-session-seconds]")) new SessionWarning(warning).start();
