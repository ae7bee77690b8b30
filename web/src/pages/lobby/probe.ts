// Tries each way to the class by itself: one connection that asks the server for an answer and carries nothing.
import { ask } from "../../core/api";
import type { Doors, Found, Tried, Way } from "./network";

interface Candidate {
  foundation: string;
  priority: number;
  address: string;
  protocol: "udp" | "tcp";
  port: number;
  type: string;
  tcpType?: string;
}
interface Offered {
  iceParameters: { usernameFragment: string; password: string };
  iceCandidates: Candidate[];
  iceServers: RTCIceServer[];
}

/** A network that drops packets says nothing: after so long we stop listening. */
const PATIENCE = 6_000;
/** No handshake follows, so nobody looks at it. */
const FINGERPRINT = Array.from({ length: 32 }, () => "00").join(":");

function answer(offered: Offered, candidates: Candidate[]): string {
  const { usernameFragment, password } = offered.iceParameters;
  const ways = candidates.map(
    ({ foundation, protocol, priority, address, port, type, tcpType }) =>
      `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${tcpType ? ` tcptype ${tcpType}` : ""}`,
  );
  return [
    "v=0",
    "o=- 1 1 IN IP4 0.0.0.0",
    "s=-",
    "t=0 0",
    "a=ice-lite",
    `a=fingerprint:sha-256 ${FINGERPRINT}`,
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    "a=mid:0",
    "a=setup:passive",
    `a=ice-ufrag:${usernameFragment}`,
    `a=ice-pwd:${password}`,
    "a=sctp-port:5000",
    ...ways,
    "a=end-of-candidates",
    "",
  ].join("\r\n");
}

/** Resolves when an answer came, the browser gave up, or patience did. */
function answered(line: RTCPeerConnection, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE);
    const end = (open: boolean) => {
      clearTimeout(timer);
      resolve(open);
    };
    signal.addEventListener("abort", () => end(false));
    line.addEventListener("iceconnectionstatechange", () => {
      const state = line.iceConnectionState;
      if (state === "connected" || state === "completed") end(true);
      else if (state === "failed" || state === "closed") end(false);
    });
  });
}

async function tryWay(way: Way, offered: Offered, signal: AbortSignal): Promise<Tried> {
  const wanted = way === "tcp" ? "tcp" : "udp";
  const candidates = offered.iceCandidates.filter((one) => one.protocol === wanted);
  const relay = way === "relay";
  if (candidates.length === 0 || (relay && offered.iceServers.length === 0)) return { state: "not_offered" };
  const line = new RTCPeerConnection(
    relay ? { iceServers: offered.iceServers, iceTransportPolicy: "relay" } : {},
  );
  try {
    const began = performance.now();
    const result = answered(line, signal);
    line.createDataChannel("probe");
    await line.setLocalDescription();
    await line.setRemoteDescription({ type: "answer", sdp: answer(offered, candidates) });
    if (await result) return { state: "open", ms: Math.round(performance.now() - began) };
  } catch {
    // A browser that cannot do it cannot do it in class either.
  } finally {
    line.close();
  }
  return { state: "blocked" };
}

/** Tries every way at the same time. Rejects with an ApiError when the server gives nothing to try. */
export async function look(ticket: string, signal: AbortSignal): Promise<{ found: Found; doors: Doors }> {
  const body = JSON.stringify({ ticket });
  const headers = { "Content-Type": "application/json" };
  const offered: Offered = await (await ask("/probe", { method: "POST", body, headers, signal })).json();
  const [udp, tcp, relay] = await Promise.all(
    (["udp", "tcp", "relay"] as const).map((way) => tryWay(way, offered, signal)),
  );
  const port = (protocol: string) =>
    offered.iceCandidates.find((one) => one.protocol === protocol)?.port ?? null;
  const addresses = [...new Set(offered.iceCandidates.map((one) => one.address))];
  return {
    found: { udp: udp!, tcp: tcp!, relay: relay! },
    doors: { addresses, udp: port("udp"), tcp: port("tcp") },
  };
}
