/** Prints the code alone, large, with its address below, for a table or a door. */
export function printQr(qrSvg: string, url: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const page = frame.contentDocument;
  if (!page) return;
  const image = page.createElement('img');
  image.src = `data:image/svg+xml,${encodeURIComponent(qrSvg)}`;
  image.alt = '';
  image.style.cssText = 'width: 12cm; display: block; margin: 2cm auto 1cm';
  const address = page.createElement('p');
  address.textContent = url;
  address.style.cssText = 'font: 14pt sans-serif; text-align: center; overflow-wrap: anywhere';
  page.body.append(image, address);
  const remove = () => frame.remove();
  frame.contentWindow?.addEventListener('afterprint', remove);
  image.addEventListener('load', () => frame.contentWindow?.print());
}
