// A js-libp2p node that does what it is told, one line in, one line out. A line is a list of words `key=value`, each
// value percent-encoded; lists are joined by spaces.
//
//   do=dial address=/ip4/127.0.0.1/tcp/4001/p2p/12D3…
//   peer=12D3… muxer=/yamux/1.0.0                          or   error=…
//
// Its first line says who it is and where it listens. Default configuration, connection monitor included, but for
// the limits that many connections from one host would meet.
import { createInterface } from 'node:readline'
import { identify, identifyPush } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { mdns } from '@libp2p/mdns'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const SESSION = '/pli/session/1'
const BLOB = '/pli/blob/1'
const withMdns = process.argv.includes('mdns')

const node = await createLibp2p({
  addresses: { listen: [withMdns ? '/ip4/0.0.0.0/tcp/0' : '/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  peerDiscovery: withMdns ? [mdns({ interval: 2000 })] : [],
  connectionGater: { denyDialMultiaddr: () => false },
  connectionManager: { inboundConnectionThreshold: 1000, maxIncomingPendingConnections: 1000 },
  services: { identify: identify(), push: identifyPush(), ping: ping({ maxOutboundStreams: 2 }) } // One is the monitor's.
})

let blobMode = 'count'
const seen = new Map()
node.addEventListener('peer:discovery', event => seen.set(event.detail.id.toString(), event.detail.multiaddrs))

// Signed records that js has found true, the newest of whom it speaks with.
let heard
const waiting = []
node.addEventListener('peer:identify', event => {
  heard = event.detail.signedPeerRecord ?? heard
  for (const look of waiting.splice(0)) look()
})

const options = { maxInboundStreams: 2000, maxOutboundStreams: 2000 }

// What arrives goes back as it is.
await node.handle(SESSION, stream => {
  stream.addEventListener('message', event => { stream.send(event.data.slice()) })
  stream.addEventListener('remoteCloseWrite', () => { stream.close().catch(() => {}) })
}, options)

await node.handle(BLOB, stream => {
  let bytes = 0
  stream.addEventListener('message', event => {
    bytes += event.data.byteLength
    if (blobMode === 'reset') {
      stream.abort(new Error('told to'))
    } else if (blobMode === 'slow') {
      stream.pause()
      setTimeout(() => stream.resume(), 5)
    }
  })
  // Half closed: the answer goes out after the other direction has ended.
  stream.addEventListener('remoteCloseWrite', function answer () {
    if (stream.readBufferLength > 0) {
      setTimeout(answer, 5) // Paused, with bytes that were not looked at.
      return
    }
    stream.send(u64(bytes))
    stream.close().catch(() => {})
  })
}, options)

function u64 (value) {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

const connection = () => node.getConnections().find(c => c.status === 'open') ?? fail('no connection')
function fail (text) { throw new Error(text) }

/** All bytes of a stream's inbound direction, or its error. */
function collect (stream) {
  return new Promise((resolve, reject) => {
    let bytes = 0
    stream.addEventListener('message', event => { bytes += event.data.byteLength })
    stream.addEventListener('remoteCloseWrite', () => resolve(bytes))
    stream.addEventListener('close', event => event.error ? reject(event.error) : resolve(bytes))
  })
}

const commands = {
  async dial ({ address }) {
    const opened = await node.dial(multiaddr(address))
    return { peer: opened.remotePeer.toString(), muxer: opened.multiplexer, encryption: opened.encryption }
  },
  async ping ({ times }) {
    const started = performance.now()
    for (let i = 0; i < times; i++) await node.services.ping.ping(connection().remotePeer)
    return { times, milliseconds: performance.now() - started }
  },
  async identify () {
    const heard = await node.services.identify.identify(connection())
    return {
      protocols: heard.protocols,
      listenAddrs: heard.listenAddrs,
      observedAddr: heard.observedAddr,
      agentVersion: heard.agentVersion ?? ''
    }
  },
  /** Waits for a record with at least this number. */
  async heard ({ seq }) {
    while (heard == null || heard.seq < BigInt(seq)) await new Promise(resolve => waiting.push(resolve))
    return { seq: heard.seq, record: heard.addresses }
  },
  /** Answers one protocol more, which js pushes to its peers. */
  async serve ({ protocol }) {
    await node.handle(protocol, stream => { stream.abort(new Error('nothing here')) })
    return { protocol }
  },
  async select ({ protocol }) {
    const stream = await connection().newStream(protocol)
    await stream.close()
    return { protocol: stream.protocol }
  },
  /** Sends `bytes` on a blob stream, ends that direction, and counts what comes back. */
  async blob ({ bytes }) {
    const stream = await connection().newStream(BLOB)
    const answer = collect(stream)
    answer.catch(() => {}) // Told below, unless sending fails first.
    const piece = new Uint8Array(65_536)
    for (let left = Number(bytes); left > 0;) {
      const part = piece.subarray(0, Math.min(left, piece.length))
      left -= part.length
      if (!stream.send(part)) await stream.onDrain()
    }
    await stream.close()
    return { answer: await answer }
  },
  async abortBlob ({ bytes }) {
    const stream = await connection().newStream(BLOB)
    stream.send(new Uint8Array(Number(bytes)))
    await new Promise(resolve => setTimeout(resolve, 50))
    stream.abort(new Error('told to'))
    return { bytes }
  },
  async session ({ text }) {
    const stream = await connection().newStream(SESSION)
    const answer = new Promise(resolve => stream.addEventListener('message', event => resolve(event.data.subarray())))
    const bytes = Buffer.from(text)
    stream.send(Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]))
    return { answer: Buffer.from(await answer).subarray(2).toString() }
  },
  async mode ({ mode }) { blobMode = mode; return { mode } },
  async connections () { return { open: node.getConnections().filter(c => c.status === 'open').length } },
  async seen ({ peer }) { return { addresses: seen.get(peer) ?? [] } }
}

const encode = words => Object.entries(words)
  .map(([key, value]) => `${key}=${encodeURIComponent(Array.isArray(value) ? value.join(' ') : value)}`).join(' ')
const decode = line => Object.fromEntries(line.split(' ')
  .map(word => word.split('=')).map(([key, value]) => [key, decodeURIComponent(value)]))

console.log(encode({ peer: node.peerId, addresses: node.getMultiaddrs() }))

for await (const line of createInterface({ input: process.stdin })) {
  const command = decode(line)
  commands[command.do](command).then(
    answer => console.log(encode(answer)),
    error => console.log(encode({ error: `${error.name}: ${error.message}` }))
  )
}
await node.stop()
