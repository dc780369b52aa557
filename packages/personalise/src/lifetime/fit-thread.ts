import { parentPort, workerData } from 'node:worker_threads';
import { fitLifetime, type LifetimeData } from '@sillage/lifetime';

parentPort?.postMessage(fitLifetime(workerData as LifetimeData));
