from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'record'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_w = resolve('w')
    l_0_build = resolve('build')
    l_0_papers = resolve('papers')
    l_0_accepted = resolve('accepted')
    l_0_feet = resolve('feet')
    l_0_predicted = resolve('predicted')
    l_0_reviews = resolve('reviews')
    l_0_blank = missing
    try:
        t_1 = environment.filters['format']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'format' found.")
    try:
        t_2 = environment.filters['join']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'join' found.")
    try:
        t_3 = environment.filters['round']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'round' found.")
    try:
        t_4 = environment.tests['none']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No test named 'none' found.")
    pass
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'language'))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'title'))
    yield ' '
    yield escape(environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'case'))
    yield ' '
    yield escape(environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'version'))
    yield '</title>\n<style>\n:root { color-scheme: light; --ink: #18222d; --soft: #55606e; --rule: #cfc9bd; --bad: #a11d28; --bad-back: #fbe7e7; }\n* { box-sizing: border-box; }\nbody { margin: 0 auto; max-width: 820px; padding: 1.2rem; color: var(--ink); background: #fff; font: 14px/1.4 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }\nh1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.1rem 0 .3rem; border-bottom: 1px solid var(--rule); } h3 { font-size: .95rem; margin: .8rem 0 .2rem; } p { margin: .2rem 0; }\n.draft { background: var(--bad-back); border-left: 5px solid var(--bad); padding: .5rem .8rem; margin: .7rem 0; font-weight: 600; }\n.soft { color: var(--soft); } .hash { font: 11px/1.3 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }\ntable { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; color: var(--soft); } td, th { padding: .1rem .5rem .1rem 0; vertical-align: top; border-bottom: 1px solid #eee9de; } .n { text-align: right; white-space: nowrap; }\n.blank { display: flex; gap: .6rem; align-items: end; margin: .35rem 0; } .blank span { flex: 1; border-bottom: 1px dotted var(--soft); min-height: 1.3rem; }\n@page { size: A4; margin: 13mm 15mm; } @media print { body { padding: 0; max-width: none; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; } h2, h3 { break-after: avoid; } tr, .blank { break-inside: avoid; } .statement { break-before: page; } }\n</style>\n</head>\n<body>\n'
    def macro(l_1_label):
        t_5 = []
        if l_1_label is missing:
            l_1_label = undefined("parameter 'label' was not provided", name='label')
        pass
        t_5.extend((
            '<div class="blank">',
            escape(l_1_label),
            ' <span></span></div>',
        ))
        return concat(t_5)
    context.exported_vars.add('blank')
    context.vars['blank'] = l_0_blank = Macro(environment, macro, 'blank', ('label',), False, False, False, context.eval_ctx.autoescape)
    yield '<header><h1>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'title'))
    yield '</h1>\n<p>'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'code'), 'format'), case=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'case'), version=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'version'), date=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'date')[:10]))
    yield ' · '
    yield escape((context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'parent'), 'format'), parent=environment.getattr((undefined(name='papers') if l_0_papers is missing else l_0_papers), 'parent')) if environment.getattr((undefined(name='papers') if l_0_papers is missing else l_0_papers), 'parent') else environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'first')))
    yield ' · '
    yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), ('verdict_' + environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'verdict'))))
    yield '</p>\n<p class="draft">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'draft'))
    yield '</p></header>\n<main>\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'order'))
    yield '</h2>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'ordered_by'))
    yield ': '
    yield escape((environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'by') or environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'nobody')))
    yield '</p>\n'
    if environment.getattr((undefined(name='papers') if l_0_papers is missing else l_0_papers), 'reason'):
        pass
        yield '<p>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'reason'))
        yield ': '
        yield escape(environment.getattr((undefined(name='papers') if l_0_papers is missing else l_0_papers), 'reason'))
        yield '</p>'
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'prescriber')))
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'signed_order')))
    yield '\n'
    def t_6(fiter):
        for l_1_item in fiter:
            if (environment.getattr(l_1_item, 'role') == 'prescription'):
                yield l_1_item
    for l_1_item in t_6(environment.getattr((undefined(name='papers') if l_0_papers is missing else l_0_papers), 'inputs')):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'order_hash'))
        yield ': <span class="hash">'
        yield escape(environment.getattr(l_1_item, 'sha256'))
        yield '</span></p>'
    l_1_item = missing
    yield '<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'confirmed'))
    yield ': '
    yield escape((t_2(context.eval_ctx, (undefined(name='accepted') if l_0_accepted is missing else l_0_accepted), ', ') or environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'none')))
    yield '</p>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'signed_off'))
    yield ': '
    l_1_loop = missing
    t_7 = 1
    for l_1_item, l_1_loop in LoopContext(environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'sign_offs'), undefined):
        _loop_vars = {}
        pass
        yield escape(environment.getattr(l_1_item, 'flag'))
        yield ' ('
        yield escape(environment.getattr(l_1_item, 'by'))
        yield ', '
        yield escape(environment.getattr(l_1_item, 'date')[:10])
        yield ')'
        yield escape(('' if environment.getattr(l_1_loop, 'last') else ', '))
        t_7 = 0
    l_1_loop = l_1_item = missing
    if t_7:
        pass
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'none'))
    yield '</p>\n'
    for l_1_note in environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'notes'):
        _loop_vars = {}
        pass
        yield '<p class="soft">'
        yield escape(l_1_note)
        yield '</p>'
    l_1_note = missing
    yield '<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'inputs'))
    yield '</h2>\n<table><tr><th>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'input'))
    yield '</th><th class="n">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'size'))
    yield '</th><th>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'hash'))
    yield '</th></tr>\n'
    def t_8(fiter):
        for l_1_item in fiter:
            if (environment.getattr(l_1_item, 'role') != 'prescription'):
                yield l_1_item
    for l_1_item in t_8(environment.getattr((undefined(name='papers') if l_0_papers is missing else l_0_papers), 'inputs')):
        _loop_vars = {}
        pass
        yield '<tr><td>'
        yield escape(environment.getattr(l_1_item, 'name'))
        yield '</td><td class="n">'
        yield escape(environment.getattr(l_1_item, 'size_bytes'))
        yield '</td><td class="hash">'
        yield escape(environment.getattr(l_1_item, 'sha256'))
        yield '</td></tr>\n'
    l_1_item = missing
    yield '</table>\n'
    for (l_1_side, l_1_foot) in (undefined(name='feet') if l_0_feet is missing else l_0_feet):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'taken'), 'format'), side=context.call(environment.getattr(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), l_1_side), 'capitalize'), _loop_vars=_loop_vars), unit=environment.getattr(l_1_foot, 'unit'), unit_source=environment.getattr(l_1_foot, 'unit_source'), load=environment.getattr(l_1_foot, 'load'), load_source=environment.getattr(l_1_foot, 'load_source'), kind=context.call(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'name'), 'kind', environment.getattr(l_1_foot, 'kind'), _loop_vars=_loop_vars), _loop_vars=_loop_vars))
        yield '</p>\n'
    l_1_side = l_1_foot = missing
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'device_used')))
    yield '\n'
    for (l_1_side, l_1_foot) in (undefined(name='feet') if l_0_feet is missing else l_0_feet):
        _loop_vars = {}
        pass
        yield '<h3>'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'landmarks'), 'format'), side=environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), l_1_side), _loop_vars=_loop_vars))
        yield '</h3>\n<table><tr><th>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'landmark'))
        yield '</th><th class="n">x</th><th class="n">y</th><th class="n">z</th><th class="n">sd</th><th>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'source'))
        yield '</th></tr>\n'
        for (l_2_name, l_2_mark) in context.call(environment.getattr(environment.getattr(l_1_foot, 'landmarks'), 'items'), _loop_vars=_loop_vars):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(context.call(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'name'), 'landmark', l_2_name, _loop_vars=_loop_vars))
            yield '</td><td class="n">'
            yield escape(t_1('%.1f', (t_3(environment.getattr(l_2_mark, 'x_mm'), 1) + 0)))
            yield '</td><td class="n">'
            yield escape(t_1('%.1f', (t_3(environment.getattr(l_2_mark, 'y_mm'), 1) + 0)))
            yield '</td><td class="n">'
            yield escape(t_1('%.1f', (t_3(environment.getattr(l_2_mark, 'z_mm'), 1) + 0)))
            yield '</td><td class="n">'
            yield escape(t_1('%.1f', environment.getattr(l_2_mark, 'sd_mm')))
            yield '</td><td>'
            yield escape(environment.getattr(l_2_mark, 'source'))
            yield '</td></tr>\n'
        l_2_name = l_2_mark = missing
        yield '</table>\n'
    l_1_side = l_1_foot = missing
    for l_1_device in environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'devices'):
        _loop_vars = {}
        pass
        yield '<h3>'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'doses'), 'format'), side=environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), environment.getattr(l_1_device, 'side')), _loop_vars=_loop_vars))
        yield '</h3>\n<table><tr><th>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'dose'))
        yield '</th><th class="n">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'asked'))
        yield '</th><th class="n">'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'got'))
        yield '</th><th>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'note'))
        yield '</th></tr>\n'
        for l_2_dose in environment.getattr(l_1_device, 'doses'):
            _loop_vars = {}
            pass
            yield '<tr><td>'
            yield escape(context.call(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'name'), 'modification', environment.getattr(l_2_dose, 'modification'), _loop_vars=_loop_vars))
            yield ', '
            yield escape(context.call(environment.getattr(environment.getattr(l_2_dose, 'field'), 'replace'), '_', ' ', _loop_vars=_loop_vars))
            yield '</td><td class="n">'
            yield escape(environment.getattr(l_2_dose, 'asked'))
            yield '</td><td class="n">'
            yield escape(('–' if t_4(environment.getattr(l_2_dose, 'got')) else t_1('%.2f', environment.getattr(l_2_dose, 'got'))))
            yield '</td><td>'
            yield escape(environment.getattr(l_2_dose, 'note'))
            yield ' '
            yield escape(context.call(environment.getattr(environment.getattr(environment.getattr(l_1_device, 'prescription'), 'reasons'), 'get'), environment.getattr(l_2_dose, 'modification'), '', _loop_vars=_loop_vars))
            yield '</td></tr>\n'
        l_2_dose = missing
        yield '</table>\n<h3>'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'checks'), 'format'), side=environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), environment.getattr(l_1_device, 'side')), _loop_vars=_loop_vars))
        yield '</h3>\n<ul>'
        for l_2_item in environment.getattr(l_1_device, 'findings'):
            _loop_vars = {}
            pass
            yield '<li>'
            if (not environment.getattr(l_2_item, 'ok')):
                pass
                yield '<b>✗</b> '
            yield escape(environment.getattr(l_2_item, 'note'))
            yield '</li>'
        l_2_item = missing
        yield '</ul>\n'
    l_1_device = missing
    yield '<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'made'))
    yield '</h2>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'software'))
    yield ': orthogen '
    yield escape(environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'program_version'))
    yield ' · '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'platform'))
    yield ': '
    yield escape(environment.getattr((undefined(name='papers') if l_0_papers is missing else l_0_papers), 'platform'))
    yield '</p>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'seed'))
    yield '</p>\n'
    if (undefined(name='predicted') if l_0_predicted is missing else l_0_predicted):
        pass
        yield '<h3>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'predicted'))
        yield '</h3>\n<p class="soft">'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'model'), 'format'), version=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'program_version')))
        yield ' '
        yield escape(environment.getattr((undefined(name='predicted') if l_0_predicted is missing else l_0_predicted), 'limits'))
        yield '</p>\n'
        for l_1_item in environment.getattr((undefined(name='predicted') if l_0_predicted is missing else l_0_predicted), 'devices'):
            _loop_vars = {}
            pass
            yield '<p><b>'
            yield escape(context.call(environment.getattr(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'side'), environment.getattr(l_1_item, 'side')), 'capitalize'), _loop_vars=_loop_vars))
            yield ':</b> '
            yield escape(environment.getattr(l_1_item, 'basis'))
            yield '</p>\n'
            for l_2_why in environment.getattr(l_1_item, 'refused'):
                _loop_vars = {}
                pass
                yield '<p>'
                yield escape(l_2_why)
                yield '</p>'
            l_2_why = missing
            if environment.getattr(l_1_item, 'rows'):
                pass
                yield '<table><tr><th>'
                yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'part'))
                yield '</th><th>'
                yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'expected'))
                yield '</th></tr>\n'
                for (l_2_part, l_2_said) in environment.getattr(l_1_item, 'rows'):
                    _loop_vars = {}
                    pass
                    yield '<tr><td>'
                    yield escape(l_2_part)
                    yield '</td><td>'
                    yield escape(l_2_said)
                    yield '</td></tr>\n'
                l_2_part = l_2_said = missing
                yield '</table>'
        l_1_item = missing
    else:
        pass
        yield '<p>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'predicted'))
        yield ': '
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'not_predicted'))
        yield '</p>'
    for l_1_device in environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'devices'):
        _loop_vars = {}
        pass
        yield '<p>'
        yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'stl'), 'format'), file=environment.getattr(environment.getattr(l_1_device, 'files'), 'stl'), faces=environment.getattr(l_1_device, 'faces'), volume=t_1('%.1f', (environment.getattr(l_1_device, 'volume_mm3') / 1000)), _loop_vars=_loop_vars))
        yield '<br><span class="hash">SHA-256 '
        yield escape(environment.getattr(l_1_device, 'sha256'))
        yield '</span></p>\n'
    l_1_device = missing
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'material')))
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'printer')))
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'measured')))
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'handed_over')))
    yield '\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'follow'))
    yield '</h2>\n<p>'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'reviews'), 'format'), dates=t_2(context.eval_ctx, (undefined(name='reviews') if l_0_reviews is missing else l_0_reviews), ', ')))
    yield '</p><p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'later'))
    yield '</p>\n<section class="statement">\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'statement'))
    yield '</h2>\n<p class="draft">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'draft'))
    yield '</p>\n'
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'manufacturer')))
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'representative')))
    yield '\n<p>'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'exclusive'), 'format'), case=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'case')))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'identified'))
    yield '</p>\n'
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'prescriber')))
    yield '\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'characteristics'))
    yield '</p><p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'conformity'))
    yield '</p>'
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), ''))
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), ''))
    yield '\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'substances'))
    yield '</p><p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'kept'))
    yield '</p>\n'
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'place')))
    yield escape(context.call((undefined(name='blank') if l_0_blank is missing else l_0_blank), environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'signature')))
    yield '\n</section>\n</main>\n<footer class="soft">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'record'), 'sources'))
    yield '</footer>\n</body>\n</html>'

blocks = {}
debug_info = '2=44&6=46&20=52&21=66&22=68&23=74&25=76&26=78&27=82&28=89&29=92&30=106&31=110&32=130&33=138&34=140&35=146&37=162&38=169&39=171&40=177&41=181&44=200&45=206&46=214&48=232&49=234&51=247&52=249&53=257&54=259&55=264&56=268&57=276&58=283&59=290&61=304&62=308&64=317&65=322&66=324&68=328&69=330&70=332&71=335&72=339&73=341&74=348&75=352&78=355'
