import { lexer, type Token, type Tokens } from 'marked';
import { useMemo, type ReactNode } from 'react';
import { safeLink } from '../books/safe-link.ts';

/**
 * Markdown as elements of our own. Nothing of the text is ever read as HTML: tags stand there as they were typed, pictures are
 * their words, so that nothing is loaded, and links lead to the web and mail alone.
 */
export function MarkdownText({ text }: { readonly text: string }) {
  const tokens = useMemo(() => lexer(text), [text]);
  return <>{blocks(tokens)}</>;
}

function blocks(tokens: readonly Token[] = []): ReactNode {
  return tokens.map((token, index) => <Piece key={index} token={token} />);
}

function Piece({ token }: { readonly token: Token }): ReactNode {
  switch (token.type) {
    case 'heading':
      return <Heading depth={(token as Tokens.Heading).depth}>{blocks(token.tokens)}</Heading>;
    case 'paragraph':
      return <p>{blocks(token.tokens)}</p>;
    case 'blockquote':
      return <blockquote>{blocks(token.tokens)}</blockquote>;
    case 'list':
      return <List list={token as Tokens.List} />;
    case 'code':
      return (
        <pre>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case 'table':
      return <Table table={token as Tokens.Table} />;
    case 'hr':
      return <hr />;
    case 'space':
    case 'def':
      return null;
    default:
      return <Inline token={token} />;
  }
}

function Inline({ token }: { readonly token: Token }): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{blocks(token.tokens)}</strong>;
    case 'em':
      return <em>{blocks(token.tokens)}</em>;
    case 'del':
      return <del>{blocks(token.tokens)}</del>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <Anchor href={(token as Tokens.Link).href}>{blocks(token.tokens)}</Anchor>;
    case 'image':
      return <em>[{(token as Tokens.Image).text || 'picture'}]</em>;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'text':
      return token.tokens ? blocks(token.tokens) : plain((token as Tokens.Text).text);
    default:
      return token.raw;
  }
}

/** Marked leaves these as they were typed, for an HTML that we do not make. */
function plain(text: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' };
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => names[name] ?? '');
}

function Anchor({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const safe = safeLink(href);
  if (safe === undefined) return <>{children}</>;
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

/** The page has its own first heading. */
function Heading({ depth, children }: { readonly depth: number; readonly children: ReactNode }) {
  const Tag = `h${Math.min(6, depth + 1)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
  return <Tag>{children}</Tag>;
}

function List({ list }: { readonly list: Tokens.List }) {
  const items = list.items.map((item, index) => (
    <li key={index}>
      {item.task && (
        <input type="checkbox" checked={item.checked ?? false} readOnly disabled aria-label="Done" />
      )}
      {blocks(item.tokens.filter(({ type }) => type !== 'checkbox'))}
    </li>
  ));
  return list.ordered ? <ol start={list.start === '' ? 1 : list.start}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ table }: { readonly table: Tokens.Table }) {
  return (
    <div role="region" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.header.map((cell, index) => (
              <th key={index}>{blocks(cell.tokens)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place}>{blocks(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
