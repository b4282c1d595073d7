import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';

/** Where the other copies of the gateway reach this one. */
@Injectable()
export class OwnAddress {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** Once it listens. */
  get url(): string {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const { port } = server.address() as AddressInfo;
    const listening = this.config.HEARTH_LISTEN_HOST;
    return `http://${isEverywhere(listening) ? (findOwnAddress() ?? '127.0.0.1') : listening}:${port}`;
  }
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** In a container there is one network, with the other gateways in it. */
function findOwnAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
}
