// A first guess at the reader's time zone, where the form still has none of their own.
const field = document.querySelector("[data-time-zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && field.value === "UTC" && [...field.options].some((each) => each.value === zone)) field.value = zone;
