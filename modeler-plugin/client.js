"use strict";
(() => {
  var __create = Object.create;
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __getProtoOf = Object.getPrototypeOf;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __esm = (fn, res, err) => function __init() {
    if (err) throw err[0];
    try {
      return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
    } catch (e) {
      throw err = [e], e;
    }
  };
  var __commonJS = (cb, mod) => function __require() {
    try {
      return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
    } catch (e) {
      throw mod = 0, e;
    }
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
    // If the importer is in node compatibility mode or this is not an ESM
    // file that has been converted to a CommonJS file using a Babel-
    // compatible transform (i.e. "__esModule" has not been set), then set
    // "default" to the CommonJS "module.exports" for node compatibility.
    isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
    mod
  ));

  // node_modules/camunda-modeler-plugin-helpers/index.js
  function registerClientPlugin(plugin, type) {
    var plugins = window.plugins || [];
    window.plugins = plugins;
    if (!plugin) {
      throw new Error("plugin not specified");
    }
    if (!type) {
      throw new Error("type not specified");
    }
    plugins.push({
      plugin,
      type
    });
  }
  var init_camunda_modeler_plugin_helpers = __esm({
    "node_modules/camunda-modeler-plugin-helpers/index.js"() {
    }
  });

  // node_modules/bpmnlint/lib/resolver/static-resolver.js
  var require_static_resolver = __commonJS({
    "node_modules/bpmnlint/lib/resolver/static-resolver.js"(exports, module) {
      function StaticResolver(cache) {
        this.cache = cache;
      }
      module.exports = StaticResolver;
      StaticResolver.prototype.resolveRule = function(pkg, ruleName) {
        return (
          /** @type { RuleFactory } */
          this.resolve("rule", pkg, ruleName)
        );
      };
      StaticResolver.prototype.resolveConfig = function(pkg, configName) {
        return (
          /** @type { Config } */
          this.resolve("config", pkg, configName)
        );
      };
      StaticResolver.prototype.resolve = function(type, pkg, name) {
        const id = `${pkg}/${name}`;
        const resolved = this.cache[`${type}:${id}`];
        if (!resolved) {
          throw new Error(`unknown ${type} <${id}>`);
        }
        return resolved;
      };
    }
  });

  // bpmnlint-plugin-onelicence/graph.js
  var require_graph = __commonJS({
    "bpmnlint-plugin-onelicence/graph.js"(exports, module) {
      "use strict";
      function elementsBelow(scope) {
        return (scope.flowElements || []).flatMap((element) => [element, ...elementsBelow(element)]);
      }
      function isNode({ $type }) {
        return /Event$|Gateway$|Task$|SubProcess$|CallActivity$/.test($type);
      }
      function isStart(node) {
        return node.$type === "bpmn:StartEvent" && !node.$parent.triggeredByEvent;
      }
      function startsOf(scope) {
        return (scope.flowElements || []).filter(isStart);
      }
      function reachedFrom(from, { isOpen = () => true, isEntered = () => true } = {}) {
        const reached = /* @__PURE__ */ new Set();
        const open = [...from];
        while (open.length > 0) {
          const node = open.pop();
          if (!node || reached.has(node)) continue;
          reached.add(node);
          if (isEntered(node)) open.push(...next(node, isOpen));
        }
        return reached;
      }
      function next(node, isOpen) {
        const flows = (node.outgoing || []).filter(isOpen).map(({ targetRef }) => targetRef);
        const siblings = node.$parent.flowElements || [];
        const boundaries = siblings.filter(({ attachedToRef }) => attachedToRef === node);
        if (node.flowElements) return [...startsWithin(node), ...boundaries, ...flowsAfter(node, flows)];
        const isLast = node.$type === "bpmn:EndEvent" && node.$parent.$type.endsWith("SubProcess");
        return [...flows, ...boundaries, ...isLast ? leave(node.$parent, isOpen) : []];
      }
      function flowsAfter(subProcess, flows) {
        return subProcess.flowElements.some(({ $type }) => $type === "bpmn:EndEvent") ? [] : flows;
      }
      function startsWithin(subProcess) {
        const inner = subProcess.flowElements.filter(({ $type }) => $type === "bpmn:StartEvent");
        return [...inner, ...eventSubProcesses(subProcess)];
      }
      function leave(subProcess, isOpen) {
        return (subProcess.outgoing || []).filter(isOpen).map(({ targetRef }) => targetRef);
      }
      function eventSubProcesses(scope) {
        return (scope.flowElements || []).filter(({ triggeredByEvent }) => triggeredByEvent);
      }
      function reachedInProcess(process, options) {
        return reachedFrom([...startsOf(process), ...eventSubProcesses(process)], options);
      }
      module.exports = { elementsBelow, isNode, reachedFrom, reachedInProcess, startsOf };
    }
  });

  // bpmnlint-plugin-onelicence/tell.js
  var require_tell = __commonJS({
    "bpmnlint-plugin-onelicence/tell.js"(exports, module) {
      "use strict";
      module.exports = function tell(reporter, element, what, howToMend) {
        reporter.report(element.id, `${what}。怎样改：${howToMend}`, { what, howToMend });
      };
    }
  });

  // bpmnlint-plugin-onelicence/rules/chinese-names.js
  var require_chinese_names = __commonJS({
    "bpmnlint-plugin-onelicence/rules/chinese-names.js"(exports, module) {
      "use strict";
      var { elementsBelow } = require_graph();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Process") return;
          for (const element of [node, ...elementsBelow(node)]) {
            if (!/^[a-z][\w-]*$/.test(element.id)) tell(reporter, element, `标识“${element.id}”不是小写英文`, "改为小写英文，单词之间用连字符");
            if (isNamed(element) && !/\p{Script=Han}/u.test(element.name || "")) tell(reporter, element, "没有中文名称", "写上办理人看得懂的中文名称");
          }
        }
      });
      function isNamed(element) {
        if (element.$type === "bpmn:SequenceFlow") return element.conditionExpression !== void 0 || element.sourceRef.default === element;
        if (/Gateway$/.test(element.$type)) return (element.outgoing || []).length > 1;
        return /Event$|Task$|Process$|CallActivity$/.test(element.$type);
      }
    }
  });

  // bpmnlint-plugin-onelicence/extensions.js
  var require_extensions = __commonJS({
    "bpmnlint-plugin-onelicence/extensions.js"(exports, module) {
      "use strict";
      function extension(node, type) {
        const { values = [] } = node.extensionElements || {};
        return values.find((value) => value.$type === type);
      }
      function mappings(node, direction) {
        const ioMapping = extension(node, "zeebe:IoMapping");
        return ioMapping && ioMapping[`${direction}Parameters`] || [];
      }
      function executionListeners(node) {
        const listeners = extension(node, "zeebe:ExecutionListeners");
        return listeners && listeners.listeners || [];
      }
      function formOf(node) {
        const form = extension(node, "zeebe:FormDefinition");
        return form && form.formId;
      }
      function jobTypeOf(node) {
        const definition = extension(node, "zeebe:TaskDefinition");
        return definition && definition.type;
      }
      module.exports = { extension, executionListeners, formOf, jobTypeOf, mappings };
    }
  });

  // bpmnlint-plugin-onelicence/rules/deployment-binding.js
  var require_deployment_binding = __commonJS({
    "bpmnlint-plugin-onelicence/rules/deployment-binding.js"(exports, module) {
      "use strict";
      var { extension } = require_extensions();
      var tell = require_tell();
      var bound = { "zeebe:CalledElement": "调用的流程", "zeebe:FormDefinition": "表单", "zeebe:CalledDecision": "决策表" };
      module.exports = () => ({
        check(node, reporter) {
          for (const [type, name] of Object.entries(bound)) {
            const reference = extension(node, type);
            if (reference && reference.bindingType !== "deployment") tell(reporter, node, `${name}没有绑定部署版本`, "把 Binding 设为 deployment");
          }
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/diagram.js
  var require_diagram = __commonJS({
    "bpmnlint-plugin-onelicence/diagram.js"(exports, module) {
      "use strict";
      var { elementsBelow } = require_graph();
      function isFlow({ $type }) {
        return $type === "bpmn:SequenceFlow";
      }
      function diagramOf(definitions) {
        const processes = (definitions.rootElements || []).filter(({ $type }) => $type === "bpmn:Process");
        const elements = processes.flatMap(elementsBelow);
        const scopes = [...processes, ...elements.filter(({ flowElements }) => flowElements)];
        const drawn = (definitions.diagrams || []).flatMap(({ plane }) => plane && plane.planeElement || []);
        const shapes = /* @__PURE__ */ new Map();
        const edges = /* @__PURE__ */ new Map();
        const repeated = [];
        for (const one of drawn) {
          const target = one.$type === "bpmndi:BPMNShape" ? shapes : edges;
          if (target.has(one.bpmnElement)) repeated.push(one);
          target.set(one.bpmnElement, one);
        }
        const boxOf = (element) => shapes.has(element) ? shapes.get(element).bounds : void 0;
        return { elements, scopes, drawn, shapes, edges, repeated, boxOf };
      }
      function nodesIn(scope, { boxOf }) {
        return (scope.flowElements || []).filter((element) => !isFlow(element) && element.$type !== "bpmn:BoundaryEvent" && boxOf(element));
      }
      function labelOf(element) {
        return element.name ? `“${element.name}”` : `“${element.id}”`;
      }
      module.exports = { diagramOf, isFlow, labelOf, nodesIn };
    }
  });

  // bpmnlint-plugin-onelicence/rules/diagram-complete.js
  var require_diagram_complete = __commonJS({
    "bpmnlint-plugin-onelicence/rules/diagram-complete.js"(exports, module) {
      "use strict";
      var { diagramOf, isFlow, labelOf } = require_diagram();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Definitions") return;
          const { elements, drawn, shapes, edges, repeated } = diagramOf(node);
          const known = new Set(elements);
          for (const element of elements) {
            if (!(isFlow(element) ? edges : shapes).has(element)) tell(reporter, element, `${labelOf(element)}没有画出来`, "在 Modeler 中补画，或删去这个元素");
          }
          for (const { bpmnElement } of repeated) tell(reporter, bpmnElement || node, `${labelOf(bpmnElement || node)}画了两次`, "删去其中一个图形");
          for (const one of drawn) {
            if (isStranger(one, known)) tell(reporter, one.bpmnElement || one, "图上画了流程里没有的东西", "删去它，说明文字写在元素的文档里");
          }
        }
      });
      function isStranger({ bpmnElement }, known) {
        return !bpmnElement || !known.has(bpmnElement) && !/Annotation$|Association$|Group$/.test(bpmnElement.$type);
      }
    }
  });

  // bpmnlint-plugin-onelicence/geometry.js
  var require_geometry = __commonJS({
    "bpmnlint-plugin-onelicence/geometry.js"(exports, module) {
      "use strict";
      function overlaps(a, b, slack = 0) {
        return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height;
      }
      function contains(outer, inner) {
        return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width && inner.y + inner.height < outer.y + outer.height;
      }
      function centreOf({ x, y, width, height }) {
        return { x: x + width / 2, y: y + height / 2 };
      }
      function isOnBorder({ x, y }, box) {
        const isWithin = x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
        const sides = [x - box.x, x - box.x - box.width, y - box.y, y - box.y - box.height];
        return isWithin && sides.some((distance) => Math.abs(distance) <= 1);
      }
      function isOrthogonal(from, to) {
        return Math.abs(from.x - to.x) <= 1 || Math.abs(from.y - to.y) <= 1;
      }
      function segmentsOf(points) {
        return points.slice(1).map((to, index) => {
          const from = points[index];
          return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.max(1, Math.abs(to.x - from.x)), height: Math.max(1, Math.abs(to.y - from.y)) };
        });
      }
      function covers(label, node, box) {
        if (!node.$type.endsWith("Gateway")) return overlaps(label, box, 2);
        const centre = centreOf(box);
        const x = Math.min(Math.max(centre.x, label.x), label.x + label.width);
        const y = Math.min(Math.max(centre.y, label.y), label.y + label.height);
        return Math.abs(x - centre.x) + Math.abs(y - centre.y) < box.width / 2;
      }
      module.exports = { centreOf, contains, covers, isOnBorder, isOrthogonal, overlaps, segmentsOf };
    }
  });

  // bpmnlint-plugin-onelicence/rules/diagram-overlap.js
  var require_diagram_overlap = __commonJS({
    "bpmnlint-plugin-onelicence/rules/diagram-overlap.js"(exports, module) {
      "use strict";
      var { diagramOf, isFlow, labelOf, nodesIn } = require_diagram();
      var { centreOf, contains, covers, isOnBorder, overlaps, segmentsOf } = require_geometry();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Definitions") return;
          const diagram = diagramOf(node);
          checkNodes(diagram, reporter);
          checkBoundaryEvents(diagram, reporter);
          checkFlows(diagram, reporter);
          checkLabels(diagram, reporter);
        }
      });
      function checkNodes(diagram, reporter) {
        const { boxOf } = diagram;
        for (const scope of diagram.scopes) {
          const nodes = nodesIn(scope, diagram);
          nodes.forEach((node, index) => {
            const other = nodes.slice(index + 1).find((one) => overlaps(boxOf(node), boxOf(one)));
            if (other) tell(reporter, node, `与${labelOf(other)}重叠`, "移开其中一个");
            if (boxOf(scope) && !contains(boxOf(scope), boxOf(node))) tell(reporter, node, `没有画在${labelOf(scope)}里面`, "移进去，或把外框拉大");
          });
        }
      }
      function checkBoundaryEvents({ elements, boxOf }, reporter) {
        for (const event of elements.filter(({ $type }) => $type === "bpmn:BoundaryEvent")) {
          const [box, host] = [boxOf(event), event.attachedToRef && boxOf(event.attachedToRef)];
          if (box && host && !isOnBorder(centreOf(box), host)) tell(reporter, event, `不在${labelOf(event.attachedToRef)}的边框上`, "拖到它的边框上");
        }
      }
      function checkFlows({ elements, edges, boxOf }, reporter) {
        for (const flow of elements.filter((element) => isFlow(element) && edges.has(element))) {
          const own = /* @__PURE__ */ new Set([flow.sourceRef, flow.targetRef, flow.sourceRef.attachedToRef]);
          const segments = segmentsOf(edges.get(flow).waypoint);
          const passed = flow.$parent.flowElements.find((node) => boxOf(node) && !own.has(node) && segments.some((segment) => overlaps(segment, boxOf(node))));
          if (passed) tell(reporter, flow, `连线从${labelOf(passed)}上穿过`, "绕开它");
        }
      }
      function checkLabels({ elements, shapes, edges, boxOf }, reporter) {
        const labels = [...shapes, ...edges].flatMap(([element, { label }]) => element && label && label.bounds ? [{ element, box: label.bounds }] : []);
        const solid = elements.filter((element) => !element.flowElements && boxOf(element));
        labels.forEach(({ element, box }, index) => {
          const covered = solid.find((node) => node !== element && covers(box, node, boxOf(node)));
          if (covered) tell(reporter, element, `名称压住了${labelOf(covered)}`, "把名称移开");
          const other = labels.slice(index + 1).find((one) => overlaps(box, one.box, 2));
          if (other) tell(reporter, element, `名称与${labelOf(other.element)}的名称重叠`, "把其中一个移开");
        });
      }
    }
  });

  // bpmnlint-plugin-onelicence/rules/diagram-tidy.js
  var require_diagram_tidy = __commonJS({
    "bpmnlint-plugin-onelicence/rules/diagram-tidy.js"(exports, module) {
      "use strict";
      var { diagramOf, isFlow, labelOf, nodesIn } = require_diagram();
      var { isOnBorder, isOrthogonal } = require_geometry();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Definitions") return;
          const diagram = diagramOf(node);
          checkFlows(diagram, reporter);
          checkStarts(diagram, reporter);
          for (const element of diagram.elements) {
            const drawn = diagram.shapes.get(element) || diagram.edges.get(element);
            if (drawn && element.name && /Event$|Gateway$|SequenceFlow$/.test(element.$type) && !(drawn.label && drawn.label.bounds)) {
              tell(reporter, element, `${labelOf(element)}的名称没有位置`, "在 Modeler 中拖一下名称，再保存");
            }
          }
        }
      });
      function checkFlows({ elements, edges, boxOf }, reporter) {
        for (const flow of elements.filter((element) => isFlow(element) && edges.has(element))) {
          const points = edges.get(flow).waypoint;
          const isStraight = points.every((point, index) => index === 0 || isOrthogonal(points[index - 1], point));
          if (!isStraight) tell(reporter, flow, "连线不是横平竖直", "拖动折点，使每段水平或垂直");
          const [from, to] = [boxOf(flow.sourceRef), boxOf(flow.targetRef)];
          if (from && to && !(isOnBorder(points[0], from) && isOnBorder(points[points.length - 1], to))) {
            tell(reporter, flow, "连线没有接到元素的边上", "把两端拖到元素的边上");
          }
        }
      }
      function checkStarts(diagram, reporter) {
        const { boxOf } = diagram;
        for (const scope of diagram.scopes) {
          const nodes = nodesIn(scope, diagram).filter(({ triggeredByEvent }) => !triggeredByEvent);
          for (const start of nodes.filter(({ $type }) => $type === "bpmn:StartEvent")) {
            if (nodes.some((node) => boxOf(node).x < boxOf(start).x)) tell(reporter, start, "开始事件不在最左边", "把开始移到最左，流程从左到右画");
          }
        }
      }
    }
  });

  // bpmnlint-plugin-onelicence/rules/engine-version.js
  var require_engine_version = __commonJS({
    "bpmnlint-plugin-onelicence/rules/engine-version.js"(exports, module) {
      "use strict";
      var tell = require_tell();
      var pinned = "8.6";
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Definitions") return;
          const platform = attribute(node, "executionPlatform");
          const version = attribute(node, "executionPlatformVersion");
          if (platform !== "Camunda Cloud") tell(reporter, node, "没有注明是给 Camunda 8 的模型", "在 Camunda Modeler 中选 Camunda 8 新建，把内容移过去");
          else if (isNewer(version)) tell(reporter, node, `模型是给引擎 ${version} 画的，平台的引擎是 ${pinned}`, `在 Modeler 左下角把引擎版本选为 ${pinned}，再看有无不支持的内容`);
        }
      });
      function attribute(definitions, name) {
        return definitions.$attrs && definitions.$attrs[`modeler:${name}`] || definitions.get && definitions.get(`modeler:${name}`);
      }
      function isNewer(version = "") {
        const [major, minor] = version.split(".").map(Number);
        const [pinnedMajor, pinnedMinor] = pinned.split(".").map(Number);
        return !(major < pinnedMajor || major === pinnedMajor && minor <= pinnedMinor);
      }
    }
  });

  // bpmnlint-plugin-onelicence/rules/fork-default-flow.js
  var require_fork_default_flow = __commonJS({
    "bpmnlint-plugin-onelicence/rules/fork-default-flow.js"(exports, module) {
      "use strict";
      var tell = require_tell();
      var forks = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"];
      module.exports = () => ({
        check(node, reporter) {
          const { outgoing = [] } = node;
          if (!forks.includes(node.$type) || outgoing.length < 2) return;
          if (!node.default) tell(reporter, node, "分支没有默认去向", "选中一条分支，设为 Default flow");
          for (const flow of outgoing) {
            if (flow !== node.default && !flow.conditionExpression) tell(reporter, flow, "不是默认去向的分支没有条件", "填写条件，或设为 Default flow");
          }
        }
      });
    }
  });

  // onelicence:onelicence:project-files
  var require_onelicence_project_files = __commonJS({
    "onelicence:onelicence:project-files"(exports) {
      exports.hasWorker = (name) => ["accept-permit", "begin-preparation", "begin-special-procedure", "check-awaited-results", "check-completeness", "check-preparation", "check-rectification", "check-supplement", "claim-case", "close-case", "close-formal-check", "conclude-supplement", "conclude-visit", "deliver-permit", "fetch-shared-materials", "find-due-cases", "issue-certificate", "issue-composite-licence", "issue-supplement-notice", "prepare-task-view", "propose-visit", "receive-application", "record-decision", "record-delivery", "record-findings", "record-non-acceptance", "record-on-the-spot-decision", "record-post-check", "record-post-check-recheck", "record-procedure-arrangement", "record-procedure-conclusion", "record-recheck", "record-review", "record-revocation", "record-verdict", "record-visit-schedule", "record-withdrawal", "refresh-due-dates", "remind-and-escalate", "route-permit", "schedule-post-check", "settle-route", "take-visit-conclusion", "tell-revocation-intention"].includes(name);
      exports.hasTemplate = (name) => ["accept-permit", "announce-hearing", "announce-public-notice", "arrange-expert-review", "arrange-test-report", "begin-preparation", "begin-special-procedure", "check-awaited-results", "check-completeness", "check-preparation", "check-rectification", "check-supplement", "claim-case", "close-case", "close-formal-check", "conclude-background-check", "conclude-expert-review", "conclude-public-notice", "conclude-supplement", "conclude-test-report", "conclude-visit", "confirm-non-acceptance", "confirm-visit", "decide", "decide-on-the-spot", "decide-revocation", "deliver-permit", "fetch-shared-materials", "find-due-cases", "hand-over", "hold-hearing", "inspect", "issue-certificate", "issue-composite-licence", "issue-supplement-notice", "permit-handling", "post-check", "post-check-recheck", "pre-review", "propose-visit", "receive-application", "recheck", "record-decision", "record-delivery", "record-findings", "record-non-acceptance", "record-on-the-spot-decision", "record-post-check", "record-post-check-recheck", "record-procedure-arrangement", "record-procedure-conclusion", "record-recheck", "record-review", "record-revocation", "record-verdict", "record-visit-schedule", "record-withdrawal", "refresh-due-dates", "remind-and-escalate", "request-background-check", "review", "route-permit", "schedule-post-check", "settle-route", "take-visit-conclusion", "tell-revocation-intention"].includes(name);
      exports.hasForm = (name) => ["announce-hearing", "announce-public-notice", "arrange-expert-review", "arrange-test-report", "conclude-background-check", "conclude-expert-review", "conclude-public-notice", "conclude-test-report", "confirm-non-acceptance", "confirm-visit", "decide", "decide-on-the-spot", "decide-revocation", "hand-over", "hold-hearing", "inspect", "permit-clinic-filing", "permit-drainage", "permit-drug-retail", "permit-eia-approval", "permit-elder-care-filing", "permit-ent-business", "permit-ent-police-filing", "permit-film-projection", "permit-fire-safety-check", "permit-food-operation", "permit-food-prepackaged-filing", "permit-food-small-shop", "permit-hazardous-chem", "permit-high-risk-sports", "permit-hotel-special-industry", "permit-lightning-acceptance", "permit-medical-device-class2-filing", "permit-medical-device-class3", "permit-net-culture", "permit-outdoor-sign", "permit-pesticide-operation", "permit-prepaid-card-filing", "permit-printing-licence", "permit-public-place-hygiene", "permit-publication-retail", "permit-radiation-safety", "permit-radio-diagnosis", "permit-refined-oil-retail", "permit-seed-filing", "permit-special-equipment", "permit-tcm-clinic-filing", "permit-tobacco-retail", "permit-training-category-opinion", "permit-training-licence", "permit-vet-clinic", "permit-vetdrug-operation", "permit-water-abstraction", "post-check", "post-check-recheck", "pre-review", "recheck", "request-background-check", "review"].includes(name);
    }
  });

  // bpmnlint-plugin-onelicence/rules/known-job-type.js
  var require_known_job_type = __commonJS({
    "bpmnlint-plugin-onelicence/rules/known-job-type.js"(exports, module) {
      "use strict";
      var { executionListeners, extension } = require_extensions();
      var { hasTemplate, hasWorker } = require_onelicence_project_files();
      var tell = require_tell();
      module.exports = ({ folder } = {}) => ({
        check(node, reporter) {
          const definition = extension(node, "zeebe:TaskDefinition");
          if (definition) {
            const { type } = definition;
            if (!hasWorker(type)) tell(reporter, node, `作业类型“${type}”没有办理它的程序（workers/${type}.ts）`, "从模板选用任务，不要手填类型；确需新类型的先由开发人员写程序");
            if (!hasTemplate(type, folder)) tell(reporter, node, `作业类型“${type}”没有元素模板（.camunda/element-templates/${type}.json）`, "从模板选用任务，或补上模板");
          }
          for (const { type } of executionListeners(node)) {
            if (!hasWorker(type)) tell(reporter, node, `监听器“${type}”没有办理它的程序（workers/${type}.ts）`, "选用用户任务的模板，由模板带上监听器");
          }
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/rules/no-child-variable-propagation.js
  var require_no_child_variable_propagation = __commonJS({
    "bpmnlint-plugin-onelicence/rules/no-child-variable-propagation.js"(exports, module) {
      "use strict";
      var { extension } = require_extensions();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:CallActivity") return;
          const calledElement = extension(node, "zeebe:CalledElement");
          if (!calledElement || calledElement.propagateAllChildVariables !== false) {
            tell(reporter, node, "调用的流程会把它的变量全部带回来", "在 Output propagation 中关闭 Propagate all variables，要用的结果逐个写输出映射");
          }
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/rules/no-inclusive-join.js
  var require_no_inclusive_join = __commonJS({
    "bpmnlint-plugin-onelicence/rules/no-inclusive-join.js"(exports, module) {
      "use strict";
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          const { incoming = [] } = node;
          if (node.$type === "bpmn:InclusiveGateway" && incoming.length > 1) tell(reporter, node, "相容网关用来汇合", "去掉汇合，给每条分支画自己的结束事件，放在一个子流程里");
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/rules/permit-branches.js
  var require_permit_branches = __commonJS({
    "bpmnlint-plugin-onelicence/rules/permit-branches.js"(exports, module) {
      "use strict";
      var { mappings } = require_extensions();
      var { elementsBelow, reachedInProcess } = require_graph();
      var tell = require_tell();
      var awaitedInput = "waitFor";
      module.exports = ({ permits } = {}) => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Process") return;
          const calls = callsIn(node);
          for (const call of calls) checkCall(node, call, reporter);
          checkConditions(node, calls, reporter);
          if (permits) checkIndustry(node, calls, permits, reporter);
        }
      });
      function callsIn(process) {
        return elementsBelow(process).filter(({ $type }) => $type === "bpmn:CallActivity").flatMap((element) => {
          const inputs = Object.fromEntries(mappings(element, "input").map(({ source, target }) => [target, source]));
          const [, permit] = /^(?:="([a-z0-9-]+)"|[a-z0-9-]+)$/.exec(inputs.permit || "") || [];
          if (!inputs.permit || inputs.permit.startsWith("=") && !permit) return [];
          return [{ element, permit: permit || inputs.permit, awaited: inputs[awaitedInput] || "" }];
        });
      }
      function checkCall(process, { element, permit }, reporter) {
        if (!isOf(permit, element)) tell(reporter, element, `调用活动的标识“${element.id}”与事项标识“${permit}”不同`, `把标识改为 ${permit}；两段式审批中前面的步骤以 ${permit}- 开头`);
        const unasked = reachedInProcess(process, { isOpen: (flow) => !grants(flow, permit) });
        if (unasked.has(element)) tell(reporter, element, `没有申请事项“${permit}”也会走到这里`, `在进来的分支上写条件 =list contains(permits, "${permit}")`);
      }
      function isOf(permit, { id }) {
        return id === permit || id.startsWith(`${permit}-`);
      }
      function checkConditions(process, calls, reporter) {
        const handled = new Set(calls.map(({ permit }) => permit));
        for (const flow of elementsBelow(process).filter(({ conditionExpression }) => conditionExpression)) {
          for (const [, permit] of (flow.conditionExpression.body || "").matchAll(/list contains\(\s*permits\s*,\s*"([^"]*)"\s*\)/g)) {
            if (!handled.has(permit)) tell(reporter, flow, `条件里的事项“${permit}”在本流程中没有办理`, "改正事项标识，或补上它的调用活动");
          }
        }
      }
      function checkIndustry(process, calls, permits, reporter) {
        const known = new Map(permits.map((permit) => [permit.id, permit]));
        for (const { id, name } of permits) {
          if (!calls.some(({ permit, element }) => permit === id && element.id === id)) tell(reporter, process, `事项“${name}”（${id}）没有画`, "加一条分支办理它，或从 industry.yaml 的 permits 删去");
        }
        for (const call of calls) {
          const permit = known.get(call.permit);
          if (!permit) {
            tell(reporter, call.element, `事项“${call.permit}”不在本行业的 industry.yaml 中`, "改正事项标识，或加入 industry.yaml 的 permits");
            continue;
          }
          if (call.element.id !== call.permit) continue;
          for (const awaited of permit.awaits.filter((id) => !isAwaited(process, call, calls, id))) {
            const name = known.has(awaited) ? known.get(awaited).name : awaited;
            tell(reporter, call.element, `没有等待“${name}”（${awaited}）的结果，而它是前置事项`, `画在它之后，或把 "${awaited}" 写进输入 ${awaitedInput}`);
          }
        }
      }
      function isAwaited(process, call, calls, id) {
        if (call.awaited.includes(`"${id}"`) || call.awaited === id) return true;
        const other = calls.find(({ element }) => element.id === id);
        if (!other) return false;
        const isOpen = (flow) => !isWayRound(flow, id);
        return !reachedInProcess(process, { isOpen, isEntered: (node) => node !== other.element }).has(call.element);
      }
      function isWayRound(flow, permit) {
        const { sourceRef } = flow;
        return sourceRef.$type === "bpmn:ExclusiveGateway" && !grants(flow, permit) && sourceRef.outgoing.some((other) => grants(other, permit));
      }
      function grants({ conditionExpression }, permit) {
        const body = conditionExpression && conditionExpression.body || "";
        return body.includes(`"${permit}"`) && body.includes("list contains(permits") && !/\bnot\s*\(|\bor\b/.test(body);
      }
    }
  });

  // bpmnlint-plugin-onelicence/rules/reachable.js
  var require_reachable = __commonJS({
    "bpmnlint-plugin-onelicence/rules/reachable.js"(exports, module) {
      "use strict";
      var { elementsBelow, isNode, reachedFrom, reachedInProcess } = require_graph();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Process") return;
          const nodes = elementsBelow(node).filter(isNode);
          const reached = reachedInProcess(node);
          for (const one of nodes) {
            if (!reached.has(one)) tell(reporter, one, "从开始走不到这里", "连上进来的线，或删去这个元素");
            else if (!one.triggeredByEvent && !reachesEnd(one)) tell(reporter, one, "从这里走不到任何结束", "连上出去的线，直到一个结束事件");
          }
        }
      });
      function reachesEnd(node) {
        const reached = reachedFrom([node]);
        return [...reached].some((one) => one.$type === "bpmn:EndEvent" && one.$parent === node.$parent);
      }
    }
  });

  // bpmnlint-plugin-onelicence/rules/turned-back-refusal.js
  var require_turned_back_refusal = __commonJS({
    "bpmnlint-plugin-onelicence/rules/turned-back-refusal.js"(exports, module) {
      "use strict";
      var { mappings } = require_extensions();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:BoundaryEvent" || !catchesError(node) || endsAtOnce(node)) return;
          const isMapped = mappings(node, "output").some(({ source, target }) => source === "=refusal" && target === "refusal");
          if (!isMapped) tell(reporter, node, "退回时没有带上原因", "在这个边界事件上加输出映射 refusal = refusal");
        }
      });
      function catchesError({ eventDefinitions = [] }) {
        return eventDefinitions.some(({ $type }) => $type === "bpmn:ErrorEventDefinition");
      }
      function endsAtOnce({ outgoing = [] }) {
        return outgoing.every(({ targetRef }) => targetRef && targetRef.$type === "bpmn:EndEvent");
      }
    }
  });

  // bpmnlint-plugin-onelicence/rules/two-persons.js
  var require_two_persons = __commonJS({
    "bpmnlint-plugin-onelicence/rules/two-persons.js"(exports, module) {
      "use strict";
      var { extension, formOf } = require_extensions();
      var { elementsBelow, reachedInProcess } = require_graph();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Process") return;
          const tasks = elementsBelow(node).filter(({ $type }) => $type === "bpmn:UserTask");
          checkGroups(tasks, reporter);
          const unreviewed = reachedInProcess(node, { isEntered: (one) => formOf(one) !== "review" });
          for (const decide of tasks.filter((task) => formOf(task) === "decide" && unreviewed.has(task))) {
            tell(reporter, decide, "有一条路不经审核就到决定", "让每条到决定的路都先经过审核（review）和登记审核意见");
          }
        }
      });
      function checkGroups(tasks, reporter) {
        const roles = { review: ".reviewer@", decide: ".approver@" };
        for (const task of tasks.filter((one) => roles[formOf(one)])) {
          const { candidateGroups = "" } = extension(task, "zeebe:AssignmentDefinition") || {};
          if (!candidateGroups.includes(roles[formOf(task)])) tell(reporter, task, `应由${formOf(task) === "review" ? "审查人（reviewer）" : "决定人（approver）"}办理`, "选用模板里的组");
        }
      }
    }
  });

  // bpmnlint-plugin-onelicence/rules/user-task-form.js
  var require_user_task_form = __commonJS({
    "bpmnlint-plugin-onelicence/rules/user-task-form.js"(exports, module) {
      "use strict";
      var { extension } = require_extensions();
      var { hasForm } = require_onelicence_project_files();
      var tell = require_tell();
      module.exports = ({ folder } = {}) => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:UserTask") return;
          const form = extension(node, "zeebe:FormDefinition");
          if (!form || form.formId !== node.id) tell(reporter, node, `用户任务的表单标识应与任务标识“${node.id}”相同`, `把 Form ID 改为 ${node.id}`);
          else if (!hasForm(form.formId, folder)) tell(reporter, node, `没有表单“${form.formId}”`, `把表单存为 ${form.formId}.form，表单里的 id 也是它`);
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/rules/user-task-fresh-entries.js
  var require_user_task_fresh_entries = __commonJS({
    "bpmnlint-plugin-onelicence/rules/user-task-fresh-entries.js"(exports, module) {
      "use strict";
      var { mappings } = require_extensions();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:UserTask") return;
          const hidden = new Set(mappings(node, "input").map(({ target }) => target));
          for (const { source } of mappings(node, "output")) {
            const [, variable] = /^=\s*(\w+)\s*$/.exec(source) || [];
            if (variable && variable !== "null" && !hidden.has(variable)) tell(reporter, node, `变量“${variable}”可能是上一个人填的`, `加输入映射 ${variable} = null`);
          }
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/rules/user-task-output-mappings.js
  var require_user_task_output_mappings = __commonJS({
    "bpmnlint-plugin-onelicence/rules/user-task-output-mappings.js"(exports, module) {
      "use strict";
      var { mappings } = require_extensions();
      var tell = require_tell();
      var identities = /* @__PURE__ */ new Set(["caseNo", "permits", "subCaseNos", "permit", "subCaseNo", "noticeNo", "visitNo", "department", "region", "caseRegion", "outcome"]);
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:UserTask") return;
          const outputs = mappings(node, "output");
          if (outputs.length === 0) tell(reporter, node, "用户任务没有输出映射，提交的人可以改写任何变量", "只为表单里要用的结果写输出映射");
          for (const { target } of outputs) {
            if (identities.has(target)) tell(reporter, node, `用户任务改写了身份变量“${target}”`, "删去这个输出映射");
          }
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/rules/user-task-prepares-view.js
  var require_user_task_prepares_view = __commonJS({
    "bpmnlint-plugin-onelicence/rules/user-task-prepares-view.js"(exports, module) {
      "use strict";
      var { executionListeners, extension } = require_extensions();
      var tell = require_tell();
      var mend = "选用用户任务的模板";
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:UserTask") return;
          if (!extension(node, "zeebe:UserTask")) tell(reporter, node, "不是 Camunda 用户任务（zeebe:userTask）", mend);
          const isPrepared = executionListeners(node).some(({ eventType, type }) => eventType === "start" && type === "prepare-task-view");
          if (!isPrepared) tell(reporter, node, "没有 start 监听器 prepare-task-view，办理人看不到要看的内容", mend);
          const schedule = extension(node, "zeebe:TaskSchedule");
          if (!schedule || schedule.dueDate !== "=taskView.dueAt") tell(reporter, node, "到期日不是 =taskView.dueAt", mend);
        }
      });
    }
  });

  // bpmnlint-plugin-onelicence/rules/visit-before-decision.js
  var require_visit_before_decision = __commonJS({
    "bpmnlint-plugin-onelicence/rules/visit-before-decision.js"(exports, module) {
      "use strict";
      var { formOf, jobTypeOf } = require_extensions();
      var { elementsBelow, reachedFrom } = require_graph();
      var tell = require_tell();
      module.exports = () => ({
        check(node, reporter) {
          if (node.$type !== "bpmn:Process") return;
          const elements = elementsBelow(node);
          const accepts = elements.filter((one) => jobTypeOf(one) === "accept-permit");
          for (const decide of elements.filter((one) => formOf(one) === "decide")) {
            if (accepts.length === 0) tell(reporter, decide, "决定之前没有受理", "在审核之前加上受理（accept-permit）");
            else if (isReachedUnvisited(accepts, decide)) tell(reporter, decide, "需要核查的事项可以不经核查就到决定", "受理之后按 needsVisit 分支，需要的先等核查结论（visit-concluded）");
          }
        }
      });
      function isReachedUnvisited(accepts, decide) {
        const isOpen = (flow) => !isWayWithoutVisit(flow);
        const isEntered = (node) => !awaitsVisit(node);
        return reachedFrom(accepts, { isOpen, isEntered }).has(decide);
      }
      function isWayWithoutVisit(flow) {
        const { sourceRef } = flow;
        return sourceRef.default === flow && sourceRef.outgoing.some((other) => other !== flow && condition(other).includes("needsVisit"));
      }
      function condition({ conditionExpression }) {
        return conditionExpression && conditionExpression.body || "";
      }
      function awaitsVisit({ eventDefinitions = [], $type, messageRef }) {
        const messages = $type === "bpmn:ReceiveTask" ? [messageRef] : eventDefinitions.map((definition) => definition.messageRef);
        return messages.some((message) => message && message.name === "visit-concluded");
      }
    }
  });

  // onelicence:onelicence:rules
  var require_onelicence_rules = __commonJS({
    "onelicence:onelicence:rules"(exports) {
      exports.config = { rules: { "bpmnlint/no-inclusive-gateway": "off", "onelicence/chinese-names": "error", "onelicence/deployment-binding": "error", "onelicence/diagram-complete": "error", "onelicence/diagram-overlap": "error", "onelicence/diagram-tidy": "warn", "onelicence/engine-version": "error", "onelicence/fork-default-flow": "error", "onelicence/known-job-type": "error", "onelicence/no-child-variable-propagation": "error", "onelicence/no-inclusive-join": "error", "onelicence/permit-branches": "error", "onelicence/reachable": "error", "onelicence/turned-back-refusal": "error", "onelicence/two-persons": "error", "onelicence/user-task-form": "error", "onelicence/user-task-fresh-entries": "error", "onelicence/user-task-output-mappings": "error", "onelicence/user-task-prepares-view": "error", "onelicence/visit-before-decision": "error" } };
      exports.rules = { "rule:bpmnlint-plugin-onelicence/chinese-names": require_chinese_names(), "rule:bpmnlint-plugin-onelicence/deployment-binding": require_deployment_binding(), "rule:bpmnlint-plugin-onelicence/diagram-complete": require_diagram_complete(), "rule:bpmnlint-plugin-onelicence/diagram-overlap": require_diagram_overlap(), "rule:bpmnlint-plugin-onelicence/diagram-tidy": require_diagram_tidy(), "rule:bpmnlint-plugin-onelicence/engine-version": require_engine_version(), "rule:bpmnlint-plugin-onelicence/fork-default-flow": require_fork_default_flow(), "rule:bpmnlint-plugin-onelicence/known-job-type": require_known_job_type(), "rule:bpmnlint-plugin-onelicence/no-child-variable-propagation": require_no_child_variable_propagation(), "rule:bpmnlint-plugin-onelicence/no-inclusive-join": require_no_inclusive_join(), "rule:bpmnlint-plugin-onelicence/permit-branches": require_permit_branches(), "rule:bpmnlint-plugin-onelicence/reachable": require_reachable(), "rule:bpmnlint-plugin-onelicence/turned-back-refusal": require_turned_back_refusal(), "rule:bpmnlint-plugin-onelicence/two-persons": require_two_persons(), "rule:bpmnlint-plugin-onelicence/user-task-form": require_user_task_form(), "rule:bpmnlint-plugin-onelicence/user-task-fresh-entries": require_user_task_fresh_entries(), "rule:bpmnlint-plugin-onelicence/user-task-output-mappings": require_user_task_output_mappings(), "rule:bpmnlint-plugin-onelicence/user-task-prepares-view": require_user_task_prepares_view(), "rule:bpmnlint-plugin-onelicence/visit-before-decision": require_visit_before_decision() };
    }
  });

  // modeler-plugin/register.js
  var require_register = __commonJS({
    "modeler-plugin/register.js"() {
      init_camunda_modeler_plugin_helpers();
      var import_static_resolver = __toESM(require_static_resolver());
      var import_onelicence_rules = __toESM(require_onelicence_rules());
      registerClientPlugin({ config: import_onelicence_rules.config, resolver: new import_static_resolver.default(import_onelicence_rules.rules) }, "lintRules.cloud-bpmn");
    }
  });
  require_register();
})();
