/** Subtitles that are more than words. */
export const SRT = '1\n00:00:00,500 --> 00:00:30,000\n<script>alert(1)</script>Look, <i>a boat</i>\n';

/** All that a page of a stranger could try. */
const HOSTILE =
  '<h1 onclick="document.title=1">Of boats</h1><script>document.title="run"</script><img src="cover.jpg" alt="A lake"/>' +
  '<img src="https://elsewhere.example/a.png" alt="far"/><iframe src="https://elsewhere.example/"></iframe>' +
  '<a href="javascript:document.title=2">press</a><p style="background:url(https://elsewhere.example/b.png)">Wide water</p>' +
  '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=3"><image href="cover.jpg"/></svg>';
/** Of a book. */
export const PARTS = [
  { title: 'Of boats', body: HOSTILE },
  {
    title: 'Of fish',
    body: `<h1>Of fish</h1>${'<p>They swim.</p>'.repeat(200)}<p id="end">All is said.</p>`,
  },
  { title: 'Of reeds', body: '<p>See <a href="part%202.xhtml#end">the end of fish</a>.</p>' },
];
