// Everything works without this file. It starts the design systems and the live regions.
import { initAll as initGovuk } from "govuk-frontend";
import { Alert, SortableTable } from "@ministryofjustice/frontend";
import { createAll } from "govuk-frontend";
import { LiveRegion } from "./live.js";

initGovuk();
createAll(Alert);
createAll(SortableTable);
for (const region of document.querySelectorAll("[data-refresh-url]")) new LiveRegion(region).start();
