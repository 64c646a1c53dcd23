// Sending a form as the page would, and taking the answer as JSON.

// Throws when nobody answered, or not in our words: the network is away, or the session has ended.
export async function send(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Accept: "application/json" },
    keepalive: true, // whoever leaves the page has decided all the same
  });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error("no answer");
  return { code: answer.status, ...(await answer.json()) };
}
