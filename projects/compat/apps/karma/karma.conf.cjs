// As `ng generate config karma` writes it, but for a browser that runs as root in a container, too.
const { join } = require('node:path');

const { builder } = require(join(process.cwd(), 'angular.json')).projects.shop.architect.test;
// The builder that came with webpack is a plugin of Karma; the other is none.
const own = builder === '@angular-devkit/build-angular:karma' ? ['@angular-devkit/build-angular'] : [];

module.exports = (config) => {
  config.set({
    frameworks: ['jasmine', ...own],
    plugins: [
      require('karma-jasmine'),
      require('karma-chrome-launcher'),
      ...own.map((name) => require(`${name}/plugins/karma`)),
    ],
    browsers: ['Chromium'],
    customLaunchers: { Chromium: { base: 'ChromeHeadless', flags: ['--no-sandbox', '--disable-gpu'] } },
    reporters: ['dots'],
  });
};
