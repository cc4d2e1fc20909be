/** Reports what is wrong and how to mend it, in Chinese: the Modeler shows both as one message, `onelicence check` apart. */
module.exports = function tell (reporter, element, what, howToMend) {
  reporter.report(element.id, `${what}。怎样改：${howToMend}`, { what, howToMend })
}
