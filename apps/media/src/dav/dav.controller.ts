import { Readable } from 'node:stream';
import { Controller, Req, Res } from '@nestjs/common';
import { davGet, davOptions, davPropfind } from '@hearth/contracts';
import { CalledBy, Handle, type Caller } from '@hearth/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { attachmentNamed } from '../streaming/content-disposition.js';
import { deliver, logHeaders } from '../streaming/deliver.js';
import { FileLocations } from '../streaming/file-locations.js';
import { readDavPath } from './dav-path.js';
import { davTagOf } from './dav-tag.js';
import { DavListing } from './dav-listing.js';
import { DavResources } from './dav-resources.js';
import { readPropfind } from './read-propfind.js';
import { writeCondition, XML_TYPE } from './write-multistatus.js';

const ALLOWED = 'OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, PUT, DELETE, MKCOL, MOVE, COPY, LOCK, UNLOCK';
const ABOUT = 'This is a folder for programs that speak WebDAV. Devices in Hearth says how to connect one.\n';

/** WebDAV (RFC 4918): what programs read. */
@Controller()
export class DavController {
  constructor(
    private readonly resources: DavResources,
    private readonly listing: DavListing,
    private readonly locations: FileLocations,
  ) {}

  @Handle(davOptions)
  options(@Res({ passthrough: true }) reply: FastifyReply): void {
    reply.headers({ dav: '1, 2', allow: ALLOWED, 'ms-author-via': 'DAV' });
  }

  @Handle(davGet)
  async get(
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const resource = await this.resources.get(readDavPath(request.url));
    if (resource.kind === 'folder') {
      await reply.type('text/plain; charset=utf-8').send(ABOUT);
      return;
    }
    const { id } = resource.file;
    const location = await this.locations.getOnDisk(id);
    // Of other bytes than the catalogue knows there is none.
    const etag = location.etag && resource.file.sha256 ? davTagOf(resource.file.sha256) : undefined;
    deliver({ ...location, etag }, request, reply, {
      ...logHeaders(caller, id, 'download'),
      ...(!location.isShown && { 'content-disposition': attachmentNamed(location.name) }),
    });
  }

  @Handle(davPropfind)
  async propfind(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const wanted = readPropfind(request.body as string | undefined);
    const resource = await this.resources.get(readDavPath(request.url));
    const { depth = 'infinity' } = request.headers;
    if (depth !== '0' && depth !== '1' && resource.kind === 'folder') {
      await reply.status(403).type(XML_TYPE).send(writeCondition('propfind-finite-depth'));
      return;
    }
    const written = Readable.from(this.listing.write(resource, depth === '1', wanted));
    await reply.status(davPropfind.status).type(XML_TYPE).send(written);
  }
}
