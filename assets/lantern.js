// Everything works without this file. It starts the design systems and the live regions.
import { startSystems } from "./systems.js";
import { LiveRegion } from "./live.js";

startSystems();
for (const region of document.querySelectorAll("[data-refresh-url]")) new LiveRegion(region).start();
