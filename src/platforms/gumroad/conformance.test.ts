import { conformConnector } from "../../spec/testing/connector-suite.ts";
import { connector } from "./connector.ts";
import { answering, messageForms, sellerId, token, withFirst } from "./testing/shop.ts";

const contentType = "application/x-www-form-urlencoded";

conformConnector({
  connector,
  credentials: { token },
  accountId: sellerId,
  healthy: answering(),
  lists: (stream, request) => request.path === `/${stream}`,
  spoilt: (stream, body) => withFirst(body, stream, { currency: "moon", created_at: "yesterday" }),
  ping: {
    own: { contentType, body: messageForms["sale"] ?? "", accountId: sellerId },
    foreign: { contentType, body: messageForms["sale"] ?? "", accountId: "c29tZWJvZHkgZWxzZQ==" },
  },
});
