import { Socket } from 'node:net';

/** No test may leave this machine. A connection to anywhere else fails at once with an error that names the host. */
const connect = Socket.prototype.connect;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost', undefined];

Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' && first !== null ? (first as { host?: string }).host : args[1];
  if (!LOOPBACK.includes(host as string | undefined) && typeof host === 'string')
    throw new Error(`a test tried to connect to ${host}`);
  return Reflect.apply(connect, this, args);
} as typeof connect;
