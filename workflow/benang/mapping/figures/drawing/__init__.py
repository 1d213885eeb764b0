"""What figures are drawn with: style, fonts, fitting of text, canvas, pages, legends, marks, tables of marks, and how a
figure is saved. A figure is a module of ``benang.mapping.figures`` over these."""
