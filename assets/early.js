// The first thing in the body, so that what needs JavaScript never flickers in or out of view.
document.documentElement.classList.add("lantern-js");
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
