import { connect } from "node:net";

/**
 * Posts bodies to one address over so many kept connections, each answered before the next is sent on it. Written to
 * the socket by itself, so that measuring takes little of the machine. Gives the milliseconds until each answer.
 */
export async function postMany(address: string, bodies: readonly string[], connections: number): Promise<number[]> {
  const url = new URL(address);
  const took: number[] = [];
  let next = 0;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: url.hostname, port: Number(url.port) });
      socket.setNoDelay(true);
      let sentAt = 0;
      let answer = "";
      const send = (): void => {
        const body = bodies[next++];
        if (body === undefined) {
          socket.end();
          resolve();
          return;
        }
        const head = `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
        answer = "";
        sentAt = performance.now();
        socket.write(head + body);
      };
      socket.on("connect", send).on("error", reject);
      socket.on("data", (bytes) => {
        answer += bytes.toString("latin1");
        if (!answer.includes("\r\n\r\n")) return;
        took.push(performance.now() - sentAt);
        if (answer.startsWith("HTTP/1.1 204")) send();
        else reject(new Error(answer.slice(0, 200)));
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return took;
}
