import { millrace } from "../../../millrace.js";

export const dynamic = "force-dynamic";

// Put your own sign-in before this line: whoever gets past it can read the books.
const answer = async (request) => (await millrace()).fetch(request);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
