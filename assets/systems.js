// The parts of the design systems that we use, started in a page or in one region of it.
import {
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput,
  Radios, ServiceNavigation, SkipLink, Tabs, createAll,
} from "govuk-frontend";
import { Alert, SortableTable } from "@ministryofjustice/frontend";

// GOV.UK's radios carry aria-expanded, which ARIA does not allow on them and few readers announce.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

const PARTS = [
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput,
  PlainRadios, ServiceNavigation, SkipLink, Tabs, Alert, SortableTable,
];

export function startSystems(scope = document) {
  for (const part of PARTS) createAll(part, undefined, scope);
}
