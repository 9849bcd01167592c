// Shaders. one for surfaces (values as colours, cut by a plane), one for lines.

export const SURFACE_VERTEX = `
attribute vec2 shown;
varying vec3 vNormal; varying vec3 vPlace; varying vec3 vSeen; varying vec2 vShown;
void main() {
  vPlace = position;
  vShown = shown;
  vNormal = normalMatrix * normal;
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  vSeen = seen.xyz;
  gl_Position = projectionMatrix * seen;
}`;

// Past a sharp edge the smooth normal lies: there the normal of the triangle itself is used.
export const SURFACE_FRAGMENT = `
uniform sampler2D ramp; uniform vec2 range; uniform float contour; uniform vec3 bare; uniform vec3 inside;
uniform vec4 plane; uniform bool cut; uniform float opacity;
varying vec3 vNormal; varying vec3 vPlace; varying vec3 vSeen; varying vec2 vShown;
vec3 painted() {
  if (vShown.y < 0.5) return bare;
  float value = vShown.x / vShown.y;
  vec3 colour = texture2D(ramp, vec2((value - range.x) / (range.y - range.x), 0.5)).rgb;
  float lines = value / contour, width = fwidth(lines);
  float line = abs(value) < contour * 0.5 ? 0.0 : 1.0 - smoothstep(0.4, 1.4, abs(fract(lines - 0.5) - 0.5) / max(width, 1e-5));
  return colour * (1.0 - 0.28 * line * (1.0 - smoothstep(0.15, 0.4, width)));
}
void main() {
  if (cut && dot(plane.xyz, vPlace) > plane.w) discard;
  if (!gl_FrontFacing && cut) { gl_FragColor = vec4(inside, opacity); return; }
  vec3 flatNormal = normalize(cross(dFdx(vSeen), dFdy(vSeen)));
  vec3 soft = normalize(vNormal) * (gl_FrontFacing ? 1.0 : -1.0);
  vec3 normal = mix(flatNormal, soft, smoothstep(0.55, 0.9, dot(flatNormal, soft)));
  float key = 0.5 + 0.5 * dot(normal, normalize(vec3(-0.45, 0.55, 0.7)));
  float shade = 0.56 + 0.46 * key + 0.10 * pow(key, 8.0);
  gl_FragColor = vec4(min(painted() * shade, 1.0), opacity);
}`;

export const LINE_VERTEX = `
void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }`;

export const LINE_FRAGMENT = `
uniform vec3 ink;
void main() { gl_FragColor = vec4(ink, 1.0); }`;
