from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'acknowledgement'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_w = resolve('w')
    l_0_title = resolve('title')
    l_0_outcome = resolve('outcome')
    l_0_devices = resolve('devices')
    l_0_texts = resolve('texts')
    pass
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'language'))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</title>\n<style>\n:root { color-scheme: light; --ink: #18222d; --rule: #cfc9bd; --bad: #a11d28; --good: #1d6b4f; }\nbody { margin: 0 auto; max-width: 760px; padding: 1.2rem; color: var(--ink); background: #fff; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }\nh1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.2rem 0 .2rem; } .done { color: var(--good); font-weight: 700; } .refused, .failed { color: var(--bad); font-weight: 700; }\ntable { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--rule); } th { width: 10rem; }\n@page { size: A4; margin: 16mm; } @media print { body { padding: 0; max-width: none; } }\n</style>\n</head>\n<body>\n<h1>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</h1>\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'acknowledgement'), 'answer'))
    yield '</h2>\n<p class="'
    yield escape(environment.getattr((undefined(name='outcome') if l_0_outcome is missing else l_0_outcome), 'status'))
    yield '">'
    yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'acknowledgement'), environment.getattr((undefined(name='outcome') if l_0_outcome is missing else l_0_outcome), 'status')))
    yield '</p>\n'
    if environment.getattr((undefined(name='outcome') if l_0_outcome is missing else l_0_outcome), 'reason'):
        pass
        yield '<h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'acknowledgement'), 'why'))
        yield '</h2>\n<p>'
        yield escape(environment.getattr((undefined(name='outcome') if l_0_outcome is missing else l_0_outcome), 'reason'))
        yield '</p>\n<h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'acknowledgement'), 'next'))
        yield '</h2>\n<p>'
        yield escape(environment.getattr((undefined(name='outcome') if l_0_outcome is missing else l_0_outcome), 'next_step'))
        yield '</p>\n'
    if (undefined(name='devices') if l_0_devices is missing else l_0_devices):
        pass
        yield '<h2>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'acknowledgement'), 'devices'))
        yield '</h2>\n<ul>'
        for l_1_device in (undefined(name='devices') if l_0_devices is missing else l_0_devices):
            _loop_vars = {}
            pass
            yield '<li>'
            yield escape(l_1_device)
            yield '</li>'
        l_1_device = missing
        yield '</ul>\n'
    yield '<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'acknowledgement'), 'received'))
    yield '</h2>\n<table>\n'
    for (l_1_name, l_1_value) in (undefined(name='texts') if l_0_texts is missing else l_0_texts):
        _loop_vars = {}
        pass
        yield '<tr><th>'
        yield escape(l_1_name)
        yield '</th><td>'
        yield escape(l_1_value)
        yield '</td></tr>\n'
    l_1_name = l_1_value = missing
    yield '</table>\n</body>\n</html>'

blocks = {}
debug_info = '2=17&6=19&16=21&17=23&18=25&19=29&20=32&21=34&22=36&23=38&25=40&26=43&27=45&29=54&31=56&32=60'
