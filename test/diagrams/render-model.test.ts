import t from 'tap'
import { renderModel } from '../../src/diagrams/render-model.js'
import { definitions, smallModel, type SmallNode } from './small-model.js'
import { groupOf, nodesOf, parseSvg, writtenIn, type SvgNode } from './svg-tree.js'

const small: [number, number] = [36, 36]

t.test('the picture says what it is', async (t) => {
  const svg = parseSvg(await renderModel(smallModel([{ id: 'a', type: 'userTask', name: '审核' }])))

  t.match(svg.attributes, { role: 'img', 'aria-label': '小流程', viewBox: '84 84 132 112', width: '132', height: '112' })
  t.equal(svg.children[0]?.text, '小流程')
  t.equal(titleOf(groupOf(svg, 'a')), '审核')
})

t.test('hostile names are text, in content and in attributes', async (t) => {
  const name = '</text><script>alert("1")</script>&amp;\''
  const nodes = ['userTask', 'startEvent', 'subProcess', 'exclusiveGateway'].map((type, index) => ({ id: `n${index}`, type, name, size: [400, 300] as [number, number] }))
  const written = await renderModel(smallModel(nodes).replace('name="小流程"', 'name="&quot; onload=&quot;alert(1)&#x1F;&lt;"'))
  const svg = parseSvg(written)

  t.equal(nodesOf(svg).some(({ name }) => name === 'script'), false)
  t.equal(svg.attributes['aria-label'], '" onload="alert(1)<')
  for (const { id } of nodes) t.equal(titleOf(groupOf(svg, id)), name)
  t.equal(writtenIn(groupOf(svg, 'n0')).replaceAll(' ', ''), name)
})

t.test('styles colour elements and flows and add to the tooltip, and can\'t break out', async (t) => {
  const nodes = [{ id: 'a', type: 'task', name: '甲' }, { id: 'b', type: 'task' }]
  const svg = parseSvg(await renderModel(smallModel(nodes, [{ id: 'f', from: 'a', to: 'b' }]), {
    styles: { a: { fill: '#dcfce7', stroke: '#166534', note: '3 次' }, f: { stroke: '"><script>' }, elsewhere: { fill: 'red' } }
  }))

  t.match(groupOf(svg, 'a').attributes, { fill: '#dcfce7', stroke: '#166534' })
  t.equal(titleOf(groupOf(svg, 'a')), '甲：3 次')
  t.equal(groupOf(svg, 'f').attributes.stroke, '"><script>')
  t.equal(titleOf(groupOf(svg, 'b')), '任务')
})

t.test('events: thin, double and thick circles, dashed when nothing is interrupted, with their sign', async (t) => {
  const svg = await picture([
    { id: 'start', type: 'startEvent', size: small },
    { id: 'message', type: 'startEvent', content: '<bpmn:messageEventDefinition />', size: small },
    { id: 'calm', type: 'startEvent', attributes: 'isInterrupting="false"', content: '<bpmn:timerEventDefinition />', size: small },
    { id: 'catch', type: 'intermediateCatchEvent', content: '<bpmn:timerEventDefinition />', size: small },
    { id: 'throw', type: 'intermediateThrowEvent', content: '<bpmn:escalationEventDefinition />', size: small },
    { id: 'task', type: 'task' },
    { id: 'boundary', type: 'boundaryEvent', attributes: 'attachedToRef="task" cancelActivity="false"', content: '<bpmn:signalEventDefinition />', size: small },
    { id: 'end', type: 'endEvent', size: small },
    { id: 'error', type: 'endEvent', content: '<bpmn:errorEventDefinition />', size: small },
    { id: 'terminate', type: 'endEvent', content: '<bpmn:terminateEventDefinition />', size: small }
  ])
  const rings = (id: string): unknown[] => groupOf(svg, id).children.filter(({ name }) => name === 'circle')
    .map(({ attributes }) => [attributes['stroke-width'], attributes['stroke-dasharray'] !== undefined])
  const sign = (id: string): SvgNode | undefined => groupOf(svg, id).children.find(({ name }) => name === 'g')

  t.same(['start', 'message', 'calm', 'catch', 'boundary', 'end'].map(rings), [
    [['1.5', false]], [['1.5', false]], [['1.5', true]], [['1.5', false], ['1.5', false]], [['1.5', true], ['1.5', true]], [['3.5', false]]
  ])
  t.equal(sign('start'), undefined)
  t.equal(sign('end'), undefined)
  t.equal(sign('message')?.children[0]?.attributes.fill, 'none', 'caught: outlined')
  for (const thrown of ['throw', 'error', 'terminate']) t.equal(sign(thrown)?.children[0]?.attributes.fill, groupOf(svg, thrown).attributes.stroke, 'thrown: filled')
})

t.test('each kind of task and gateway has a sign of its own', async (t) => {
  const tasks = ['userTask', 'serviceTask', 'sendTask', 'receiveTask', 'businessRuleTask', 'scriptTask', 'manualTask']
  const gateways = ['exclusiveGateway', 'inclusiveGateway', 'parallelGateway', 'eventBasedGateway', 'complexGateway']
  const svg = await picture([...tasks, ...gateways].map((type) => ({ id: type, type })))
  const signs = [...tasks, ...gateways].map((id) => JSON.stringify(groupOf(svg, id).children.find(({ name }) => name === 'g')?.children))

  t.equal(new Set(signs).size, tasks.length + gateways.length)
})

t.test('call activities have a thick border, event sub-processes a dotted one; collapsed and repeated ones their markers', async (t) => {
  const parallel = '<bpmn:multiInstanceLoopCharacteristics />'
  const svg = await picture([
    { id: 'call', type: 'callActivity', content: parallel },
    { id: 'open', type: 'subProcess', name: '展开', size: [180, 100] },
    { id: 'by-event', type: 'subProcess', attributes: 'triggeredByEvent="true"', size: [180, 100] },
    { id: 'closed', type: 'subProcess', content: '<bpmn:task id="hidden" />', shape: 'isExpanded="false"' }
  ])
  const frame = (id: string): Record<string, string> => groupOf(svg, id).children.find(({ name }) => name === 'rect')!.attributes
  const markers = (id: string): number => groupOf(svg, id).children.filter(({ name }) => name === 'g').length

  t.equal(frame('call')['stroke-width'], '3.5')
  t.equal(frame('open')['stroke-dasharray'], undefined)
  t.match(frame('by-event')['stroke-dasharray'], /^1\.5 /)
  t.same(['call', 'open', 'closed'].map(markers), [2, 0, 1])
})

t.test('flows: an arrow at the target, a slash for the default, a diamond for a condition at a task; annotations and associations', async (t) => {
  const condition = '<bpmn:conditionExpression xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="bpmn:tFormalExpression">=a</bpmn:conditionExpression>'
  const svg = await picture([
    { id: 'gate', type: 'exclusiveGateway', attributes: 'default="usual"' }, { id: 'a', type: 'task' }, { id: 'b', type: 'task' },
    { id: 'remark', type: 'textAnnotation', content: '<bpmn:text>依法办理</bpmn:text>' }
  ], [
    { id: 'usual', from: 'gate', to: 'a' }, { id: 'sometimes', from: 'gate', to: 'a', content: condition }, { id: 'if', from: 'a', to: 'b', content: condition, name: '通过' }
  ])
  const paths = (id: string): string[] => groupOf(svg, id).children.filter(({ name }) => name === 'path').map(({ attributes }) => attributes.d!)

  t.same(paths('usual'), ['M200 140L292 140', 'M300 140L291 144L291 136Z', 'M205 135.5L210 144.5'])
  t.equal(paths('sometimes').length, 2)
  t.match(paths('if')[2], /Z$/)
  t.ok(nodesOf(svg).some((node) => node.attributes['data-label-of'] === 'if' && writtenIn(node) === '通过'))
  t.equal(writtenIn(groupOf(svg, 'remark')), '依法办理')
})

t.test('lines break between words, without a lone last character', async (t) => {
  const svg = await picture([{ id: 'a', type: 'callActivity', name: '药品经营许可（零售）' }, { id: 'b', type: 'task', name: '仅销售预包装食品备案' }])
  const lines = (id: string): string[] => nodesOf(groupOf(svg, id)).filter(({ name }) => name === 'tspan').map(({ text }) => text)

  t.same(lines('a'), ['药品经营许可', '（零售）'])
  t.same(lines('b'), ['仅销售预包装', '食品备案'])
})

t.test('what can\'t be drawn is said in Chinese: what, where, how to mend it', async (t) => {
  for (const [xml, message] of [
    ['', /不是完整的 XML：第 1 行第 1 列没有开始标签/],
    ['便利店', /没有开始标签，可能不是 XML 文件/],
    [definitions('<bpmn:process id="a">\n<bpmn:task>'), /第 \d+ 行第 \d+ 列.+Camunda Modeler/],
    [definitions('<bpmn:process id="a"></bpmn:task>'), /结束标签与开始标签不对应/],
    ['<html></html>', /不是 BPMN 流程图/],
    [definitions(''), /没有流程（bpmn:process）/],
    [definitions('<bpmn:process id="a" name="收件"/>'), /流程“收件”只有内容，没有图形/],
    [smallModel([{ id: 'a', type: 'task', name: '审核' }]).replace('bpmnElement="a"', 'bpmnElement="b"'), /图形不完整，缺少：审核（a）/]
  ] as const) {
    const error = await renderModel(xml).then(() => null, (error: Error) => error)
    t.equal(error?.name, 'UnreadableModel', xml)
    t.match(error?.message, message)
  }
})

async function picture (nodes: SmallNode[], flows?: Parameters<typeof smallModel>[1]): Promise<SvgNode> {
  return parseSvg(await renderModel(smallModel(nodes, flows)))
}

function titleOf (group: SvgNode): string | undefined {
  return group.children.find(({ name }) => name === 'title')?.text
}
