using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Desks.Wall;
using SmartCity.Kernel.Modules;

namespace SmartCity.Desks;

/// <summary>A desk: an entry of the navigation and the page behind it. Pages stand under <c>/desk/&lt;module route&gt;</c>.</summary>
/// <param name="Page">The page opened; its first <c>@page</c> is the address.</param>
/// <param name="Name">What the navigation calls it.</param>
/// <param name="Icon">Name of a Material symbol that Radzen brings, for example <c>assignment</c>.</param>
/// <param name="Module">Module of the right that shows the entry; the API refuses without it in any case.</param>
/// <param name="Action">Action of that right.</param>
/// <param name="Order">Place in the navigation: 100 cases, 200 environment, 300 alarms, 800 links, 900 administration.</param>
public sealed record Desk(Type Page, Words Name, string Icon, string Module, string Action, int Order)
{
    /// <summary>Where it is.</summary>
    public string Address { get; } = Page.GetCustomAttributes<RouteAttribute>().FirstOrDefault()?.Template
        ?? throw new InvalidOperationException($"{Page.Name} has no @page: a desk is opened at an address.");

    /// <summary>Reads the figure beside the entry; null for none.</summary>
    public Type? Badge { get; init; }
}

/// <summary>The small figure beside a desk in the navigation: what waits for somebody.</summary>
public interface IDeskBadge : Live.ILiveReading<BadgeView?>;

/// <summary>A badge.</summary>
/// <param name="Count">What waits.</param>
/// <param name="Tone">How urgent it is.</param>
public sealed record BadgeView(int Count, Tone Tone);

/// <summary>How good or bad something is; it decides a colour, and always stands beside a word or sign.</summary>
public enum Tone
{
    /// <summary>Nothing to say.</summary>
    Neutral,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Somebody must act.</summary>
    Alarm,

    /// <summary>Not known: nothing was heard.</summary>
    Unknown,
}

/// <summary>What a module brings to the command centre. The frame is not touched.</summary>
public static class DeskExtensions
{
    /// <summary>A desk with its page; the pages of its assembly are found with it.</summary>
    public static ModuleBuilder Desk(this ModuleBuilder module, Desk desk)
    {
        module.Services.AddSingleton(desk);
        if (desk.Badge is { } badge)
            module.Services.AddSingleton(badge);
        return module;
    }

    /// <summary>Something drawn on the map of the wall.</summary>
    public static ModuleBuilder WallLayer<TLayer>(this ModuleBuilder module) where TLayer : class, IWallLayer
    {
        module.Services.AddSingleton<IWallLayer, TLayer>();
        return module;
    }

    /// <summary>A figure, with or without a chart, beside the map of the wall and on the first page.</summary>
    public static ModuleBuilder Figure<TFigure>(this ModuleBuilder module) where TFigure : class, IFigure
    {
        module.Services.AddSingleton<IFigure, TFigure>();
        return module;
    }

    /// <summary>A component that stands in the frame on every page: the alarm panel.</summary>
    public static ModuleBuilder InFrame<TComponent>(this ModuleBuilder module, FrameSlot slot) where TComponent : IComponent
    {
        module.Services.AddSingleton(new FramePart(slot, typeof(TComponent)));
        return module;
    }
}

/// <summary>Where in the frame.</summary>
public enum FrameSlot
{
    /// <summary>In the top bar: bells and states of a few words.</summary>
    TopBar,

    /// <summary>Below the top bar over the whole width: what nobody may overlook.</summary>
    Banner,
}

/// <summary>A component of the frame.</summary>
public sealed record FramePart(FrameSlot Slot, Type Component);
