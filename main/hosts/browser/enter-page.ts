/**
 * The page a launch link opens. The token is in the fragment, which browsers send to nobody and keep out of logs;
 * the script trades it for the cookie and leaves no trace of it in the address or the history.
 */
export const enterPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Assay</title>
<link rel="icon" href="data:,">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1rem;color-scheme:light dark}</style>
<p id="message" role="status">Opening Assay…</p>
<script src="enter.js"></script>
</html>
`;

export const enterScript = `const fragment = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, "", location.pathname);
const home = new URL(".", location.href);
const notebook = fragment.get("notebook");
if (notebook) home.searchParams.set("notebook", notebook);
const say = (text) => { document.getElementById("message").textContent = text; };
fetch("session", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ token: fragment.get("token") ?? "" }),
}).then(async (answer) => {
  if (answer.ok) location.replace(home);
  else say((await answer.json()).sentence);
}).catch(() => say("The engine does not answer. Is \`assay serve\` still running?"));
`;
