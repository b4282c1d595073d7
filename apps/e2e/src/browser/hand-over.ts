/** Code for the page: a file with these bytes is dropped onto it, or pasted. */
export const handOver = (how: 'drop' | 'paste', name: string, content: string | Buffer) => `{
  const bytes = Uint8Array.from(atob('${Buffer.from(content).toString('base64')}'), (one) => one.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], ${JSON.stringify(name)}));
  const options = { bubbles: true, cancelable: true };
  document.body.dispatchEvent(
    ${JSON.stringify(how)} === 'paste'
      ? new ClipboardEvent('paste', { ...options, clipboardData: carried })
      : new DragEvent('drop', { ...options, dataTransfer: carried }),
  );
}`;
