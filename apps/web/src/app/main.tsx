import '../design/base.css';
import '../design/controls.css';
import '../design/forms.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { finishForgettingDrop } from '../session/forget-drop.ts';
import { heedEarlyInfo } from '../viewer/early-info.ts';
import { App } from './App.tsx';
import { keepInstallOffer } from './install-offer.ts';
import { showOwnFont } from './own-font.ts';
import { applyTheme } from './theme.ts';

applyTheme();
heedEarlyInfo();
void finishForgettingDrop();
keepInstallOffer();
void showOwnFont();
history.scrollRestoration = 'manual'; // Pages restore their own place, once they have their height again.

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
