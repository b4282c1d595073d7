import 'react';

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** A whole folder is chosen. Every browser on a desktop has it, under this name. */
    webkitdirectory?: T extends HTMLInputElement ? '' : never;
  }
}
