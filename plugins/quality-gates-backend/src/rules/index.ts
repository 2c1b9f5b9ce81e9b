export { createRules, type ApplyRules, type RulesConfig } from './createRules';
