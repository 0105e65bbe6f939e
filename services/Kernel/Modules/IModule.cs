using Microsoft.AspNetCore.Routing;

namespace SmartCity.Kernel.Modules;

/// <summary>One business or platform capability. It owns its tables, its routes and its event types alone.</summary>
public interface IModule
{
    /// <summary>Its name in settings: the folder's name, for example <c>CityManagement</c>.</summary>
    string Name { get; }

    /// <summary>Its name in routes, rights, event types and table names, for example <c>city-management</c>.</summary>
    string Route { get; }

    /// <summary>Options, database, subscribers, loops: the module's table of contents.</summary>
    void Configure(ModuleBuilder module);

    /// <summary>Its routes, below <c>/api/&lt;route&gt;/v1</c>. Each names the right it needs.</summary>
    void Map(IEndpointRouteBuilder routes);

    /// <summary>Routes whose paths a foreign protocol fixes at the root; few have any.</summary>
    void MapRoot(IEndpointRouteBuilder root)
    {
    }
}
