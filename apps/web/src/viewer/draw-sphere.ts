/** Where one looks, in radians: to the right, and up; and how much of the picture is in sight from top to bottom. */
export interface Look {
  readonly yaw: number;
  readonly pitch: number;
  readonly fov: number;
}

const MOST_PITCH = Math.PI / 2;
const [LEAST_FOV, MOST_FOV] = [Math.PI / 6, Math.PI / 1.8];
/** More would take gigabytes on a phone. */
const MOST_TEXTURE_PX = 8_192;

export function heldLook({ yaw, pitch, fov }: Look): Look {
  return {
    yaw,
    pitch: Math.max(-MOST_PITCH, Math.min(MOST_PITCH, pitch)),
    fov: Math.max(LEAST_FOV, Math.min(MOST_FOV, fov)),
  };
}

const VERTEX = `#version 300 es
in vec2 corner;
out vec2 at;
void main() { at = corner; gl_Position = vec4(corner, 0.0, 1.0); }`;

/** Of each point of the window the direction, turned by where one looks, and from it the place in the picture. */
const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D picture;
uniform vec2 turn;
uniform vec2 spread;
in vec2 at;
out vec4 colour;
const float PI = 3.141592653589793;
void main() {
  vec3 ray = normalize(vec3(at * spread, 1.0));
  float c = cos(turn.y);
  float s = sin(turn.y);
  ray = vec3(ray.x, c * ray.y + s * ray.z, c * ray.z - s * ray.y);
  float lon = atan(ray.x, ray.z) + turn.x;
  colour = texture(picture, vec2(lon / (2.0 * PI) + 0.5, 0.5 - asin(clamp(ray.y, -1.0, 1.0)) / PI));
}`;

/** Draws an equirectangular picture as one sees it from its middle. Undefined where the browser has no WebGL 2. */
export function openSphere(
  canvas: HTMLCanvasElement,
  picture: HTMLImageElement,
): { draw(look: Look): void; close(): void } | undefined {
  const gl = canvas.getContext('webgl2', { antialias: false });
  if (!gl) return undefined;
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return undefined;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return undefined;
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texImage2D(
    ...([gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE] as const),
    fitting(picture, Math.min(MOST_TEXTURE_PX, gl.getParameter(gl.MAX_TEXTURE_SIZE) as number)),
  );
  const [turn, spread] = [gl.getUniformLocation(program, 'turn'), gl.getUniformLocation(program, 'spread')];
  return {
    draw({ yaw, pitch, fov }) {
      const scale = Math.min(2, devicePixelRatio);
      canvas.width = canvas.clientWidth * scale;
      canvas.height = canvas.clientHeight * scale;
      gl.viewport(0, 0, canvas.width, canvas.height);
      const high = Math.tan(fov / 2);
      gl.uniform2f(turn, yaw, pitch);
      gl.uniform2f(spread, (high * canvas.width) / Math.max(1, canvas.height), high);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    close: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

/** The picture, made smaller where the browser takes none of its size. */
function fitting(picture: HTMLImageElement, mostPx: number): TexImageSource {
  if (picture.naturalWidth <= mostPx) return picture;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [mostPx, mostPx / 2];
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
