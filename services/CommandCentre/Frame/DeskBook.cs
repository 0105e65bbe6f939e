using System.Reflection;
using SmartCity.Desks;
using SmartCity.Desks.Wall;

namespace SmartCity.CommandCentre.Frame;

/// <summary>What the modules of this node brought.</summary>
internal sealed class DeskBook(IEnumerable<Desk> desks, IEnumerable<IFigure> figures, IEnumerable<IWallLayer> layers, IEnumerable<FramePart> parts)
{
    public IReadOnlyList<Desk> Desks { get; } = [.. desks.OrderBy(desk => desk.Order)];

    public IReadOnlyList<IFigure> Figures { get; } = [.. figures.OrderBy(figure => figure.Order)];

    public IReadOnlyList<IWallLayer> Layers { get; } = [.. layers.OrderBy(layer => layer.Order)];

    public IReadOnlyList<FramePart> Parts { get; } = [.. parts];

    /// <summary>Where pages are looked for.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; } = [.. desks.Select(desk => desk.Page.Assembly).Append(typeof(DeskBook).Assembly).Distinct()];

    public IEnumerable<Desk> For(Operator who) => Desks.Where(desk => who.Holds(desk.Module, desk.Action));

    public IEnumerable<IFigure> FiguresFor(Operator who) => Figures.Where(figure => who.Holds(figure.Module, figure.Action));
}
