using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace SmartCity.Kernel.Modules;

/// <summary>A module that serves pages to people, beside the API. There is one in a build: the frame that all desks stand in.</summary>
public interface IPageModule : IModule
{
    /// <summary>Before routing: files without secrets that everybody may have (styles, scripts).</summary>
    void UseFiles(WebApplication app);

    /// <summary>After authorisation: what guards forms against other sites.</summary>
    void UseForms(WebApplication app);

    /// <summary>The pages, outside of <c>/api</c>. Each is for signed-in people unless it says otherwise.</summary>
    void MapPages(WebApplication app);
}
