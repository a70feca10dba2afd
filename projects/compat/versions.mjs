const ngModule = ['ng-module'];
const standalone = ['standalone'];
const rootHttpClient = ['standalone', 'root-http-client'];

/**
 * The Angular versions that the library is tried on, oldest first, each with tools that fit it: an app for each line.
 * Templates are folders of `apps/`; what a later one holds takes the place of the same file of an earlier one.
 */
export const versions = [
  { angular: '17.3.12', build: '17.3.17', cli: '17.3.17', typescript: '5.4.5', zone: '0.14.10', templates: ngModule },
  { angular: '18.2.14', build: '18.2.21', cli: '18.2.21', typescript: '5.5.4', zone: '0.14.10', templates: ngModule },
  { angular: '19.2.25', build: '19.2.27', cli: '19.2.27', typescript: '5.8.3', zone: '0.15.1', templates: ngModule },
  { angular: '20.3.32', build: '20.3.37', cli: '20.3.43', typescript: '5.9.3', zone: '0.15.1', templates: ngModule },
  { angular: '21.2.24', build: '21.2.27', cli: '21.2.28', typescript: '5.9.3', templates: standalone },
  { angular: '22.2.0', build: '22.2.7', cli: '22.2.7', typescript: '6.0.3', templates: standalone },
  { angular: '22.2.0', build: '22.2.7', cli: '22.2.7', typescript: '6.0.3', templates: rootHttpClient },
];

export function majorOf({ angular }) {
  return angular.split('.')[0];
}

/** One line for each major version. */
export const versionsByMajor = new Map(versions.map((version) => [majorOf(version), version]));
