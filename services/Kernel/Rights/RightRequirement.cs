using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using SmartCity.Contracts.Security;

namespace SmartCity.Kernel.Rights;

/// <summary>The right an endpoint needs: an action of a module, in at least one division; the handler looks at the very division by <see cref="Caller.MayIn"/>.</summary>
/// <param name="Module">The module's route name.</param>
/// <param name="Action">The action.</param>
public sealed record RightRequirement(string Module, string Action) : IAuthorizationRequirement;

/// <summary>Naming rights at endpoints.</summary>
public static class RightExtensions
{
    /// <summary>The endpoint needs this right; without it nobody gets in.</summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder builder, string module, string action) where TBuilder : IEndpointConventionBuilder
    {
        var requirement = new RightRequirement(module, action);
        return builder.RequireAuthorization(policy => policy.AddRequirements(requirement)).WithMetadata(requirement);
    }
}

internal sealed class RightHandler : AuthorizationHandler<RightRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (Caller.Read(context.User).Any(right => right.Covers(new Right(requirement.Module, requirement.Action, right.Division))))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>What an endpoint meets that names no right and is not open to all: refusal. Deny by default.</summary>
internal sealed class NobodyRequirement : AuthorizationHandler<NobodyRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NobodyRequirement requirement) => Task.CompletedTask;
}
