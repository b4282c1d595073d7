// Nest's packages read decorator metadata while they load, and @nestjs/throttler fails in an import
// cycle under Jest's ESM loader unless these come first.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
