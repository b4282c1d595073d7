import { LISTED_FILE } from './file-record.js';
import { isUnder, listConditions, narrowConditions } from './files-conditions.js';
import type { AddValue } from './files-filter.js';
import { orderOf, type FilesOrder } from './files-order.js';
import {
  isIndexed,
  planCondition,
  planOf,
  selectMeant,
  stepCondition,
  timeCondition,
  type LookedFor,
  type MeantIn,
} from './files-search.js';
import { orderByOf, whereOf, type FilesPage } from './page-order.js';
import { LISTED } from './listed.js';
import type { SearchPlan, SearchStep } from './search-plan.js';
import { FEW, LIES_IN_ORDER, type SearchWay } from './search-way.js';
import type { TimeWord } from './time-words.js';

/** So many files are looked at along the order, before an index is asked for all that is found. */
const LOOKED_AT = 1_000;
const LOOKED_AT_PER_SHOWN = 20;
const LOOKED_AT_MOST = 50_000;

/**
 * A page of what a search finds. Its branches give ids alone, `SELECT id, step`, one branch after the other until the page is
 * full: a page far out reads the rows that it shows, and no others.
 */
export function foundPage(page: FilesPage, add: AddValue, way: SearchWay = { by: 'step-by-step' }): string {
  const search = new PageSearch(fromTheFirst(page), add, way);
  const branches = page.order.by === 'relevance' ? search.stepByStep() : search.allSteps();
  return shownOf(page, search, branches);
}

/** A page of what lies in a folder or below it, found in the same ways: nobody knows beforehand how much of all that is. */
export function pageBelow(page: FilesPage & { readonly under: string }, add: AddValue): string {
  const { under, ...anywhere } = page;
  const search = new PageSearch(fromTheFirst(anywhere), add);
  return shownOf(page, search, search.below(under));
}

function fromTheFirst(page: FilesPage): FilesPage {
  return { ...page, offset: 0, limit: page.limit + (page.offset ?? 0) };
}

function shownOf({ order, offset = 0, limit }: FilesPage, search: PageSearch, branches: string[]): string {
  const found =
    branches.length > 0 ? branches.join(' UNION ALL ') : 'SELECT NULL::uuid AS id, 0 AS step WHERE false';
  return `${search.withShared()} SELECT ${LISTED_FILE}, ${orderOf(order).asText} AS sort_value, page.step
    FROM (
      SELECT found.id, found.step, row_number() OVER () AS place FROM (${found}) AS found LIMIT ${limit} OFFSET ${offset}
    ) AS page JOIN catalog.files f ON f.id = page.id ORDER BY page.place`;
}

interface Sought {
  /** Narrows the files among which it is looked for, along the order. */
  readonly time?: TimeWord | undefined;
  readonly condition: (how?: LookedFor) => string;
  readonly step: number;
}

class PageSearch {
  /** The next files along the order, which each step looks at first: read once for all of them. */
  private nearby: string | undefined;
  private readonly plan: SearchPlan;
  private readonly meant: string | undefined;
  private readonly meantIn: MeantIn;

  constructor(
    private readonly page: FilesPage,
    private readonly add: AddValue,
    private readonly way: SearchWay = { by: 'step-by-step' },
  ) {
    this.plan = planOf(page);
    this.meant = selectMeant(this.plan, add);
    this.meantIn = this.meant === undefined ? undefined : 'meant';
  }

  /** What several branches ask for. */
  withShared(): string {
    const shared = [
      ...(this.meant === undefined ? [] : [`meant AS MATERIALIZED (${this.meant})`]),
      ...(this.nearby === undefined ? [] : [`nearby AS MATERIALIZED (${this.nearby})`]),
    ];
    return shared.length === 0 ? '' : `WITH ${shared.join(', ')}`;
  }

  /** Step after step of the search, the newest first in each; a step is only taken when those before did not fill the page. */
  stepByStep(): string[] {
    const { plan } = this;
    const first = this.page.after?.step ?? 0;
    return plan.slice(first).flatMap((step, index) => {
      const place = first + index;
      const within = { ...this.page, after: index === 0 ? this.page.after : undefined };
      const condition = (how?: LookedFor) =>
        [
          stepCondition(step, this.add, how, this.meantIn),
          ...plan.slice(0, place).map((earlier) => `NOT ${stepCondition(earlier, this.add)}`),
        ].join(' AND ');
      return this.branchesOf(step, within, { time: step.time, condition, step: place });
    });
  }

  /** What any step finds, in another order. */
  allSteps(): string[] {
    const { page, add, plan } = this;
    if (plan.length === 0) return [];
    if (!plan.every(isIndexed)) return [alongTheOrder(page, listConditions(page, add), 0, add)];
    const condition = (how?: LookedFor) => planCondition(plan, add, how, this.meantIn);
    return this.foundInOrder(page, { condition, step: 0 });
  }

  below(folder: string): string[] {
    const condition = (how?: LookedFor) => {
      const value = `${this.add(folder)}::text`;
      return isUnder(how === 'as-rare' ? `(SELECT ${value})` : value);
    };
    return this.foundInOrder(this.page, { condition, step: 0 });
  }

  private branchesOf(search: SearchStep, within: FilesPage, sought: Sought): string[] {
    if (isIndexed(search)) return this.foundInOrder(within, sought);
    const conditions = [...narrowConditions(this.page, this.add), sought.condition()];
    return [alongTheOrder(within, conditions, sought.step, this.add)];
  }

  /**
   * What is common soon fills a page along the order, what is rare stands in an index; nobody can tell beforehand which of both
   * several words together are. So the next files are looked at first, and only where these did not fill the page, the index
   * is asked. (What a CTE gives is read in the order in which it was made.)
   */
  private foundInOrder(page: FilesPage, sought: Sought): string[] {
    const rows = Math.min(LOOKED_AT + LOOKED_AT_PER_SHOWN * page.limit, LOOKED_AT_MOST);
    const near = () => this.nextFiles(page, sought, rows);
    if (this.way.by === 'along-the-order') {
      const conditions = [...narrowConditions(this.page, this.add), sought.condition()];
      return [alongTheOrder(page, conditions, sought.step, this.add)];
    }
    const isShared = !isSpan(sought.time) && page.after === undefined;
    if (isShared) this.nearby ??= near();
    const withNear = isShared ? [] : [`nearby AS MATERIALIZED (${near()})`];
    const withLast = [...withNear, `last AS (SELECT sort_key, id FROM nearby LIMIT 1 OFFSET ${rows - 1})`];
    return [
      `(${withNear.length > 0 ? `WITH ${withNear[0]}` : ''} SELECT f.id, ${sought.step}::int AS step FROM nearby f
        WHERE ${sought.condition()} LIMIT ${page.limit})`,
      this.way.by === 'within'
        ? this.foundWithin(page, sought, withLast, this.way.upTo)
        : this.foundByIndex(page, sought, withLast),
    ];
  }

  /**
   * What is found behind `last`. A few are read and sorted. More than these are likely to stand along the order, too, farther
   * away; where they do not, all of them are sorted. Nothing is behind the last file that there is.
   */
  private foundByIndex(page: FilesPage, sought: Sought, withLast: readonly string[]): string {
    const { limit, order } = page;
    const { expression } = orderOf(order);
    const all = [...narrowConditions(this.page, this.add), sought.condition('as-rare')].join(' AND ');
    const found = `SELECT f.id, ${expression} AS sort_key FROM catalog.files f WHERE ${all}`;
    const areFew = `(SELECT count(*) FROM few) <= ${FEW}`;
    const sorted = (from: string, last: string) =>
      `SELECT f.id FROM ${from} f WHERE ${isBehind(order, 'f.sort_key', last)} ${orderByOf(order, 'f.sort_key')} LIMIT ${limit}`;
    // Files that come one after the other in time lie side by side in the table, too; by name they lie anywhere.
    const far = LIES_IN_ORDER.has(order.by)
      ? {
          steps: [
            `further AS MATERIALIZED (${this.nextFiles({ ...page, after: undefined }, sought, LOOKED_AT_MOST, 'last')})`,
            `end_of_further AS (SELECT sort_key, id FROM further LIMIT 1 OFFSET ${LOOKED_AT_MOST - 1})`,
          ],
          branches: [
            `(SELECT f.id FROM further f WHERE NOT ${areFew} AND ${sought.condition()} LIMIT ${limit})`,
          ],
          last: 'end_of_further',
        }
      : { steps: [], branches: [], last: 'last' };
    const steps = [...withLast, `few AS MATERIALIZED (${found} LIMIT ${FEW + 1})`, ...far.steps];
    const branches = [
      `(${sorted(`(SELECT * FROM few WHERE ${areFew})`, 'last')})`,
      ...far.branches,
      // Without OFFSET the planner would walk along the order, as it takes for rare what it is asked for.
      `(${sorted(`(${found} AND NOT ${areFew} OFFSET 0)`, far.last)})`,
    ];
    return `(WITH ${steps.join(', ')}
      SELECT found.id, ${sought.step}::int AS step FROM (${branches.join(' UNION ALL ')}) AS found LIMIT ${limit})`;
  }

  /**
   * What is found behind `last` up to a place in the order, by the index of words and that of the order together: neither reads
   * files that the other has not. Should it be too little after all, what is found behind that place is read and sorted.
   */
  private foundWithin(
    page: FilesPage,
    sought: Sought,
    withLast: readonly string[],
    upTo: string | undefined,
  ): string {
    const { limit, order } = page;
    const { expression, type } = orderOf(order);
    const [behind, before] = order.descending ? ['<', '>'] : ['>', '<'];
    // Both ends stand in queries of their own: so the planner takes what lies between them for little, and asks both indexes.
    const end = upTo === undefined ? endOf(order, expression) : `(SELECT ${this.add(upTo)}::${type})`;
    const isWithin = `${expression} ${behind}= (SELECT sort_key FROM last) AND ${expression} ${before}= ${end}`;
    const all = [...narrowConditions(this.page, this.add), sought.condition('as-rare')].join(' AND ');
    const sorted = (where: string) => `(SELECT f.id FROM (
        SELECT f.id, ${expression} AS sort_key FROM catalog.files f WHERE ${all} AND ${where} OFFSET 0
      ) f WHERE ${isBehind(order, 'f.sort_key', 'last')} ${orderByOf(order, 'f.sort_key')} LIMIT ${limit})`;
    const branches = [
      sorted(isWithin),
      ...(upTo === undefined ? [] : [sorted(`${expression} ${behind} ${end}`)]),
    ];
    return `(WITH ${withLast.join(', ')}
      SELECT found.id, ${sought.step}::int AS step FROM (${branches.join(' UNION ALL ')}) AS found LIMIT ${limit})`;
  }

  /** The files along the order, with what a search looks into; behind the one that `last` names. */
  private nextFiles(page: FilesPage, { time }: Sought, rows: number, last?: string): string {
    const { expression } = orderOf(page.order);
    const around = time && isSpan(time) ? [timeCondition(time, this.add)] : [];
    const behind = last === undefined ? [] : [isBehind(page.order, expression, last)];
    const where = whereOf(page, [...narrowConditions(this.page, this.add), ...around, ...behind], this.add);
    return `SELECT f.id, f.folder, f.search, f.search_text, f.local_time, ${expression} AS sort_key
      FROM catalog.files f WHERE ${where} ${orderByOf(page.order)} LIMIT ${rows}`;
  }
}

function isBehind({ descending }: FilesOrder, sortKey: string, last: string): string {
  return `(${sortKey}, f.id) ${descending ? '<' : '>'} ((SELECT sort_key FROM ${last}), (SELECT id FROM ${last}))`;
}

/** The sort value of the last of all files. */
function endOf({ descending }: FilesOrder, expression: string): string {
  const direction = descending ? 'ASC' : 'DESC';
  return `(SELECT ${expression} FROM catalog.files f WHERE ${LISTED} ORDER BY ${expression} ${direction}, f.id ${direction} LIMIT 1)`;
}

function isSpan(time: TimeWord | undefined): boolean {
  return time !== undefined && 'from' in time;
}

function alongTheOrder(page: FilesPage, conditions: readonly string[], step: number, add: AddValue): string {
  const where = whereOf(page, conditions, add);
  return `(SELECT f.id, ${step}::int AS step FROM catalog.files f
    WHERE ${where} ${orderByOf(page.order)} LIMIT ${page.limit})`;
}
