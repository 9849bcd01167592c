from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'job_sheet'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_w = resolve('w')
    l_0_title = resolve('title')
    l_0_due = resolve('due')
    l_0_accepted = resolve('accepted')
    l_0_order_rows = resolve('order_rows')
    l_0_devices = resolve('devices')
    l_0_notes = resolve('notes')
    l_0_checks = resolve('checks')
    pass
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'language'))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</title>\n<style>\n:root { color-scheme: light; --ink: #18222d; --soft: #55606e; --rule: #cfc9bd; --tint: #eef4f1; --bad: #a11d28; }\n* { box-sizing: border-box; }\nbody { margin: 0 auto; max-width: 760px; padding: 1.2rem; color: var(--ink); background: #fff; font: 15px/1.4 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }\nheader { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 2px solid var(--ink); } h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1rem 0 .2rem; }\n.due { font-size: 1.2rem; font-weight: 700; } .bad { color: var(--bad); font-weight: 700; }\ntable { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .15rem .5rem .15rem 0; border-bottom: 1px solid var(--rule); } th { font-weight: 600; width: 9.5rem; }\ncode { font-size: .72rem; word-break: break-all; } ul { list-style: none; padding: 0; margin: .2rem 0; columns: 2; } li { padding: .15rem 0; break-inside: avoid; } li::before { content: ""; display: inline-block; width: .85em; height: .85em; border: 1.5px solid var(--ink); margin-right: .5em; vertical-align: -.08em; }\n.sign { display: flex; gap: 2rem; margin-top: 1.2rem; } .sign span { flex: 1; border-bottom: 1px dotted var(--soft); min-height: 1.6rem; } .device { break-inside: avoid; }\n@page { size: A4; margin: 12mm 14mm; } @media print { body { padding: 0; max-width: none; font-size: 10.5pt; } }\n</style>\n</head>\n<body>\n<header><h1>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</h1><span class="due">'
    yield escape((undefined(name='due') if l_0_due is missing else l_0_due))
    yield '</span></header>\n'
    if (not (undefined(name='accepted') if l_0_accepted is missing else l_0_accepted)):
        pass
        yield '<p class="bad">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'rejected'))
        yield '</p>'
    yield '<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'order'))
    yield '</h2>\n<table>\n'
    for (l_1_name, l_1_value) in (undefined(name='order_rows') if l_0_order_rows is missing else l_0_order_rows):
        _loop_vars = {}
        pass
        yield '<tr><th>'
        yield escape(l_1_name)
        yield '</th><td>'
        yield escape(l_1_value)
        yield '</td></tr>\n'
    l_1_name = l_1_value = missing
    yield '</table>\n'
    for l_1_device in (undefined(name='devices') if l_0_devices is missing else l_0_devices):
        _loop_vars = {}
        pass
        yield '<section class="device">\n<h2>'
        yield escape(environment.getattr(l_1_device, 'title'))
        yield '</h2>\n<table>\n'
        for (l_2_name, l_2_value) in environment.getattr(l_1_device, 'rows'):
            _loop_vars = {}
            pass
            yield '<tr><th>'
            yield escape(l_2_name)
            yield '</th><td>'
            yield escape(l_2_value)
            yield '</td></tr>\n'
        l_2_name = l_2_value = missing
        yield '<tr><th>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'accommodations'))
        yield '</th><td>'
        t_1 = 1
        for l_2_line in environment.getattr(l_1_device, 'doses'):
            _loop_vars = {}
            pass
            yield escape(l_2_line)
            yield '<br>'
            t_1 = 0
        l_2_line = missing
        if t_1:
            pass
            yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'no_accommodations'))
        yield '</td></tr>\n<tr><th>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'file'))
        yield '</th><td>'
        yield escape(environment.getattr(l_1_device, 'file'))
        yield '<br><code>'
        yield escape(environment.getattr(l_1_device, 'sha256'))
        yield '</code></td></tr>\n</table>\n</section>\n'
    l_1_device = missing
    if (undefined(name='notes') if l_0_notes is missing else l_0_notes):
        pass
        yield '<h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'clinical_notes'))
        yield '</h2>\n'
        for l_1_note in (undefined(name='notes') if l_0_notes is missing else l_0_notes):
            _loop_vars = {}
            pass
            yield '<p>'
            yield escape(l_1_note)
            yield '</p>'
        l_1_note = missing
    yield '<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'checks'))
    yield '</h2>\n<ul>\n'
    for l_1_check in (undefined(name='checks') if l_0_checks is missing else l_0_checks):
        _loop_vars = {}
        pass
        yield '<li>'
        yield escape(l_1_check)
        yield '</li>\n'
    l_1_check = missing
    yield '</ul>\n<div class="sign">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'by'))
    yield ' <span></span> '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'job'), 'date'))
    yield ' <span></span></div>\n</body>\n</html>'

blocks = {}
debug_info = '2=20&6=22&20=24&21=28&22=34&24=36&25=40&28=46&30=50&32=52&33=56&35=62&36=76&40=83&41=86&42=88&44=96&46=98&47=102&50=106'
