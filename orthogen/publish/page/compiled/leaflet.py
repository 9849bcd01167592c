from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = 'leaflet'

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_w = resolve('w')
    l_0_sides = resolve('sides')
    l_0_days = resolve('days')
    l_0_build = resolve('build')
    l_0_title = missing
    try:
        t_1 = environment.filters['format']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'format' found.")
    try:
        t_2 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    pass
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'page'), 'language'))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    l_0_title = (environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'title') if (t_2((undefined(name='sides') if l_0_sides is missing else l_0_sides)) > 1) else environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'title_one'))
    context.vars['title'] = l_0_title
    context.exported_vars.add('title')
    yield '<title>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</title>\n<style>\n:root { color-scheme: light; --ink: #18222d; --soft: #55606e; --rule: #cfc9bd; --tint: #eef4f1; --bad: #a11d28; --bad-back: #fbe7e7; }\n* { box-sizing: border-box; }\nbody { margin: 0 auto; max-width: 760px; padding: 1.4rem 1.2rem; color: var(--ink); background: #fff; font: 17px/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }\nh1 { font-size: 1.9rem; margin: 0; } h2 { font-size: 1.15rem; margin: 1.3rem 0 .3rem; } p { margin: .3rem 0; } ul { margin: .3rem 0; padding-left: 1.2rem; }\n.soft { color: var(--soft); } .small { font-size: .8rem; }\n.days { display: grid; grid-template-columns: repeat('
    yield escape(t_2((undefined(name='days') if l_0_days is missing else l_0_days)))
    yield ', 1fr); gap: 3px; margin: .7rem 0; text-align: center; align-items: end; }\n.days div { background: var(--tint); border-bottom: 4px solid #2b7a63; padding: .2rem 0; font-weight: 600; } .days small { display: block; font-weight: 400; color: var(--soft); }\n.urgent { background: var(--bad-back); border-left: 5px solid var(--bad); padding: .6rem .9rem; margin: 1rem 0; border-radius: 4px; }\n.clinic { border-top: 1px solid var(--rule); margin-top: 1.2rem; padding-top: .6rem; display: flex; gap: 2rem; } .clinic span { flex: 1; border-bottom: 1px dotted var(--soft); min-height: 2rem; }\n@page { size: A4; margin: 14mm 16mm; } @media print { body { padding: 0; max-width: none; font-size: 11.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; } }\n@media (max-width: 420px) { body { padding: 1rem .9rem; font-size: 16px; } .days { grid-template-columns: repeat(4, 1fr); } }\n</style>\n</head>\n<body>\n<header><h1>'
    yield escape((undefined(name='title') if l_0_title is missing else l_0_title))
    yield '</h1>\n<p class="soft">'
    yield escape(context.call(environment.getattr(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'code'), 'format'), case=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'case'), version=environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'version')))
    yield ' · '
    yield escape(environment.getattr((undefined(name='build') if l_0_build is missing else l_0_build), 'date')[:10])
    yield '</p>\n'
    if (t_2((undefined(name='sides') if l_0_sides is missing else l_0_sides)) > 1):
        pass
        yield '<p>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'left_mark'))
        yield ', '
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'right_mark'))
        yield '</p>'
    else:
        pass
        yield '<p>'
        yield escape(environment.getitem(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), ('only_' + environment.getitem((undefined(name='sides') if l_0_sides is missing else l_0_sides), 0))))
        yield '</p>'
    yield '</header>\n<main>\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'wear_in'))
    yield '</h2>\n<div class="days" role="img" aria-label="'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'wear_in_first'))
    yield '">\n'
    for l_1_day in (undefined(name='days') if l_0_days is missing else l_0_days):
        _loop_vars = {}
        pass
        yield '<div style="padding-top: '
        yield escape(t_1('%.2f', (0.2 + (0.16 * l_1_day))))
        yield 'rem">'
        yield escape(l_1_day)
        yield ' '
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'hours'))
        yield '<small>'
        yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'day'))
        yield ' '
        yield escape(l_1_day)
        yield '</small></div>\n'
    l_1_day = missing
    yield '</div>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'wear_in_first'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'wear_in_slower'))
    yield ' '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'wear_in_full'))
    yield '</p>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'wear_in_sport'))
    yield '</p>\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'check'))
    yield '</h2>\n<ul><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'check_shoe'))
    yield '</li><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'check_skin'))
    yield '</li><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'check_stop'))
    yield '</li><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'check_numb'))
    yield '</li></ul>\n<h2>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'call'))
    yield '</h2>\n<ul><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'call_pain'))
    yield '</li><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'call_skin'))
    yield '</li><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'call_new'))
    yield '</li><li>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'call_broken'))
    yield '</li></ul>\n<p class="urgent"><b>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'urgent'))
    yield '</b> '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'urgent_signs'))
    yield '</p>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'review'))
    yield '</p>\n<p>'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'care'))
    yield '</p>\n<div class="clinic">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'clinic'))
    yield ' <span></span> '
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'phone'))
    yield ' <span></span></div>\n</main>\n<footer class="soft small">'
    yield escape(environment.getattr(environment.getattr((undefined(name='w') if l_0_w is missing else l_0_w), 'leaflet'), 'sources'))
    yield '</footer>\n</body>\n</html>'

blocks = {}
debug_info = '2=29&6=31&7=35&14=37&23=39&24=41&25=45&28=58&29=60&30=62&31=66&34=78&35=84&36=86&37=88&38=96&39=98&40=106&41=110&42=112&43=114&45=118'
